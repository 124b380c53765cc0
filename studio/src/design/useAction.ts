import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast, type Toast } from './toasts';

interface Action<V, R> {
  run: (value: V) => Promise<R>;
  /** What is told when it is done. */
  done?: (result: R, value: V) => string | { text: string; link: NonNullable<Toast['link']> };
  /** The first parts of the keys of what it changes. */
  changes?: string[];
  then?: (result: R, value: V) => void;
  /** Whether the place where it was asked for shows the error itself. */
  showsError?: boolean;
}

/** Something a person asks the server to do: its result is told, and what it changed is asked for again. */
export function useAction<V = void, R = unknown>({ run, done, changes = [], then, showsError = false }: Action<V, R>) {
  const client = useQueryClient();
  return useMutation<R, Error, V>({
    mutationFn: run,
    onSuccess: (result, value) => {
      const told = done?.(result, value);
      if (typeof told === 'string') {
        toast.done(told);
      } else if (told !== undefined) {
        toast.done(told.text, told.link);
      }
      then?.(result, value);
    },
    onError: (error) => {
      if (!showsError) {
        toast.failed(error);
      }
    },
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => changes.includes(String(queryKey[0])) }),
  });
}
