// Who is at this window, and how they want to see things. One store per window, handed down by context; its actions
// are the only way in and out of a session.
import { createContext, useContext } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import type { Client } from '#shared/api/client.ts';
import type { MethodInput } from '#shared/api/index.ts';
import type { OwnProfile, Settings } from '#shared/api/profiles.ts';
import type { RatingScale } from '#shared/domain/rating.ts';
import type { Memory } from './memory.ts';

export type SessionStatus = 'starting' | 'signedOut' | 'signedIn';

export interface SessionState {
  readonly status: SessionStatus;
  readonly profile: OwnProfile | null;
  /** Of the profile; while nobody is signed in, the look that this window had last. */
  readonly settings: Settings;
  /** Why the window couldn't find out who is here; `start` tries again. */
  readonly failure: unknown;

  start(): Promise<void>;
  signIn(input: MethodInput<'profiles.login'>): Promise<void>;
  register(input: MethodInput<'profiles.register'>): Promise<void>;
  signOut(): Promise<void>;
  /** Core ended the session (the profile is gone): back to the sign-in screen without asking. */
  lost(): void;
  /** Shown at once, and taken back where saving fails. Rejects with core's error. */
  change(settings: Partial<Settings>): Promise<void>;
  updateProfile(input: MethodInput<'profiles.update'>): Promise<void>;
  deleteProfile(input: MethodInput<'profiles.delete'>): Promise<void>;
  /** Reads the profile again: its role may have changed. */
  refreshProfile(): Promise<void>;
}

export type Session = StoreApi<SessionState>;

export const defaultSettings: Settings = {
  theme: 'system',
  density: 'comfortable',
  ratingScale: 'ten',
  language: 'system',
};

export interface SessionDeps {
  readonly client: Client;
  /** What this computer's window remembers between starts: the last look and who was here last. */
  readonly memory: Memory;
  /** Another person's answers must not be seen. */
  readonly forgetAnswers: () => void;
}

export function createSession({ client, memory, forgetAnswers }: SessionDeps): Session {
  const look = () => ({ ...defaultSettings, ...memory.look() });

  return createStore<SessionState>((set, get) => {
    async function enter(profile: OwnProfile): Promise<void> {
      const settings = await client.call('settings.get', {});
      forgetAnswers();
      memory.remember({ look: settings, lastProfile: profile.id });
      set({ status: 'signedIn', profile, settings, failure: null });
    }

    function leave(): void {
      // Before the next screen asks for its own: forgetting afterwards would take those answers too.
      if (get().status === 'signedIn') forgetAnswers();
      set({ status: 'signedOut', profile: null, settings: look(), failure: null });
    }

    return {
      status: 'starting',
      profile: null,
      settings: look(),
      failure: null,

      async start() {
        set({ status: 'starting', failure: null });
        try {
          const profile = await client.call('profiles.whoami', {});
          if (profile) await enter(profile);
          else leave();
        } catch (error) {
          set({ failure: error });
        }
      },

      async signIn(input) {
        await enter(await client.call('profiles.login', input));
      },

      async register(input) {
        const profile = await client.call('profiles.register', input);
        const { language, theme } = get().settings;
        await client.call('settings.set', { language, theme });
        await enter(profile);
      },

      async signOut() {
        await client.call('profiles.logout', {});
        leave();
      },

      lost() {
        if (get().status === 'signedIn') leave();
      },

      async change(changes) {
        const before = get().settings;
        set({ settings: { ...before, ...changes } });
        try {
          const settings = await client.call('settings.set', changes);
          memory.remember({ look: settings });
          set({ settings });
        } catch (error) {
          set({ settings: before });
          throw error;
        }
      },

      async updateProfile(input) {
        set({ profile: await client.call('profiles.update', input) });
      },

      async deleteProfile(input) {
        await client.call('profiles.delete', input);
        leave();
      },

      async refreshProfile() {
        const profile = await client.call('profiles.whoami', {});
        if (profile) set({ profile });
        else get().lost();
      },
    };
  });
}

export const SessionContext = createContext<Session | null>(null);

/** Part of the session: `useSession((state) => state.profile)`. */
export function useSession<T>(select: (state: SessionState) => T): T {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a DataProvider above it');
  return useStore(session, select);
}

export function useSettings(): Settings {
  return useSession((state) => state.settings);
}

/** How the person at this window wants to see ratings. */
export function useRatingScale(): RatingScale {
  return useSession((state) => state.settings.ratingScale);
}

/** The signed-in profile. Only for what is shown while somebody is signed in. */
export function useProfile(): OwnProfile {
  const profile = useSession((state) => state.profile);
  if (!profile) throw new Error('useProfile needs a signed-in profile');
  return profile;
}
