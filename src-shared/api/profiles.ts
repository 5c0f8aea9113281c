// Profiles: the people who share this computer, their sessions and their settings.
import * as z from 'zod';
import { ratingScales } from '../domain/rating.ts';
import { done, instant, line, method, nothing, userId, type Method } from './contract.ts';

export const roles = ['member', 'moderator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Degrees on the colour wheel, at an even lightness that the look chooses. */
export const avatarHue = z.int().min(0).max(359);

export const profileName = line(60);
export const email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, { error: 'must be an e-mail address, like ada@example.org' });
/** A new password. Its strength is judged by core; 1,000 characters bound the work of judging. */
export const newPassword = z.string().min(8, { error: 'must have at least 8 characters' }).max(1000);
export const anyPassword = z.string().max(1000);

export const profile = z.strictObject({
  id: userId,
  name: z.string(),
  hue: avatarHue,
  role: z.enum(roles),
});
export type Profile = z.infer<typeof profile>;

/** The profile of the session itself: what others don't see is added. */
export const ownProfile = profile.extend({ email: z.string(), createdAt: instant });
export type OwnProfile = z.infer<typeof ownProfile>;

export const settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  ratingScale: z.enum(ratingScales),
  language: z.enum(['system', 'en', 'de']),
});
export type Settings = z.infer<typeof settings>;

export const profileMethods = {
  'profiles.list': method('public', nothing, z.array(profile)),
  'profiles.register': method(
    'public',
    z.strictObject({ name: profileName, email, password: newPassword, hue: avatarHue.optional() }),
    ownProfile,
  ),
  /** `who` is a name, an e-mail address, or "#" and an id. */
  'profiles.login': method('public', z.strictObject({ who: line(254), password: anyPassword }), ownProfile),
  'profiles.logout': method('public', nothing, done),
  'profiles.whoami': method('public', nothing, ownProfile.nullable()),
  'profiles.changePassword': method(
    'member',
    z.strictObject({ oldPassword: anyPassword, newPassword }),
    done,
  ),
  'profiles.update': method(
    'member',
    z.strictObject({ name: profileName.optional(), hue: avatarHue.optional() }),
    ownProfile,
  ),
  /** `confirmation` is the profile's name, typed. Reviews and everything private of the profile go with it. */
  'profiles.delete': method(
    'member',
    z.strictObject({ confirmation: z.string().max(200), password: anyPassword }),
    done,
  ),
  'profiles.setRole': method('admin', z.strictObject({ userId, role: z.enum(roles) }), profile),
  'settings.get': method('member', nothing, settings),
  'settings.set': method('member', settings.partial(), settings),
} as const satisfies Record<string, Method>;
