// The way to one pick: a mood is a door.
import { Compass, Dices, Drama, Feather, Lightbulb, Zap, type LucideIcon } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { moods, type Mood } from '#shared/api/discovery.ts';
import { cx } from '#renderer/ui/cx.ts';
import styles from './pick-card.module.css';

const icons: Readonly<Record<Mood, LucideIcon>> = {
  light: Feather,
  tense: Zap,
  moving: Drama,
  adventurous: Compass,
  curious: Lightbulb,
};

export function PickCard({ onPick }: { readonly onPick: (mood: Mood | null) => void }) {
  const { t } = useTranslation();
  return (
    <section className={styles['card']} aria-label={t('discovery.pick.title')}>
      <h2 className={styles['title']}>{t('discovery.pick.title')}</h2>
      <p className={styles['text']}>{t('discovery.pick.text')}</p>
      <div className={styles['moods']}>
        {moods.map((mood) => {
          const Icon = icons[mood];
          return (
            <AriaButton key={mood} className={cx(styles['mood'])} onPress={() => onPick(mood)}>
              <Icon aria-hidden />
              {t(`discovery.pick.mood.${mood}`)}
            </AriaButton>
          );
        })}
        <AriaButton className={cx(styles['mood'])} onPress={() => onPick(null)}>
          <Dices aria-hidden />
          {t('discovery.pick.surprise')}
        </AriaButton>
      </div>
    </section>
  );
}
