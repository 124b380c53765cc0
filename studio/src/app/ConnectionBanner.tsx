import { useQueryClient } from '@tanstack/react-query';
import { PlugZap } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isUnreachable, useInfo } from '../api/consoleQueries';
import { toast } from '../design/toasts';

/** Says that the server can't be reached, and asks for everything again once it can. */
export function ConnectionBanner() {
  const client = useQueryClient();
  const info = useInfo();
  const gone = isUnreachable(info.error);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !gone) {
      toast.done('The server answers again');
      void client.invalidateQueries();
    }
    was.current = gone;
  }, [gone, client]);
  return gone ? (
    <div className="banner connection" role="alert" data-status="caught">
      <PlugZap size={18} aria-hidden />
      <div className="banner-text">
        <strong>The server does not answer.</strong> It may be restarting; nothing that it has acknowledged is lost. This
        page goes on by itself as soon as it is back.
      </div>
    </div>
  ) : null;
}
