// The shape of what comes while the first suggestions are on their way.
import { Skeleton } from '#renderer/ui/skeleton.tsx';
import page from './discovery-page.module.css';
import first from './first-suggestion.module.css';
import wall from './suggestion-wall.module.css';

const places = Array.from({ length: 12 }, (_, index) => index);

export function SuggestionSkeleton() {
  return (
    <>
      <div className={page['lead']} aria-hidden>
        <div className={first['first']}>
          <div className={first['cover']}>
            <Skeleton shape="cover" />
          </div>
          <div className={first['waiting']}>
            <Skeleton width="70%" height="44px" />
            <Skeleton width="45%" />
            <Skeleton width="60%" />
          </div>
        </div>
        <Skeleton height="100%" />
      </div>
      <div className={wall['wall']} aria-hidden>
        {places.map((place) => (
          <div key={place} className={wall['waiting']}>
            <Skeleton shape="cover" />
            <Skeleton width="80%" />
            <Skeleton width="60%" />
          </div>
        ))}
      </div>
    </>
  );
}
