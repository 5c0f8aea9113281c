// Leaving: to the list of profiles, where somebody else can sign in.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useApi } from '#renderer/data/api.ts';
import { useErrorLine } from '#renderer/data/errors.ts';
import { keys } from '#renderer/data/keys.ts';
import { useSession } from '#renderer/data/session.ts';
import { toast } from '#renderer/ui/toast.ts';

export function useSignOut(): { readonly signOut: () => void; readonly isOneOfSeveral: boolean } {
  const api = useApi();
  const navigate = useNavigate();
  const errorLine = useErrorLine();
  const leave = useSession((state) => state.signOut);
  const { data: profiles = [] } = useQuery({
    queryKey: keys.profiles,
    queryFn: () => api.call('profiles.list', {}),
  });
  const signOut = () => {
    leave()
      .then(() => navigate('/'))
      .catch((error: unknown) => toast({ message: errorLine(error), tone: 'danger' }));
  };
  return { signOut, isOneOfSeveral: profiles.length > 1 };
}
