import { DropdownMenu } from 'radix-ui';
import '../../design/menu.css';
import { COMMANDS, shownKeys } from './commands';
import { useWorkbench } from './workbench';

/** What can be done with the selected states, where the pointer is. */
export function StateMenu({ x, y }: { x: number; y: number }) {
  const bench = useWorkbench();
  const commands = COMMANDS.filter(({ menu, able }) => menu === true && (able?.(bench) ?? true));
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => open || closed()}>
      <DropdownMenu.Trigger asChild>
        <span className="menu-place" style={{ left: x, top: y }} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" collisionPadding={8} aria-label={`What to do with ${bench.selected.join(', ')}`} onCloseAutoFocus={(event) => event.preventDefault()}>
          {commands.map((command) => (
            <DropdownMenu.Item
              key={command.id}
              className="menu-item"
              data-danger={command.danger || undefined}
              onSelect={() => {
                bench.open(undefined);
                command.run(bench);
              }}
            >
              {command.label}
              <span className="menu-keys">{shownKeys(command.keys[0] ?? '').join(' ')}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );

  function closed(): void {
    if (bench.store.getState().over?.kind === 'menu') {
      bench.close();
    }
  }
}
