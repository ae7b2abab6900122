namespace Hal.Analyzers.Flow.Types;

/// <summary>What every owner of DMA memory was made with that a member can hold.</summary>
/// <param name="Pages">The pages; null where not all have the same constant.</param>
/// <param name="Direction">The direction, as its number; null where not all have the same constant.</param>
internal sealed record OwnerParts(long? Pages, long? Direction)
{
    public static readonly OwnerParts Unknown = new(null, null);

    public OwnerParts Common(OwnerParts other) => new(Pages == other.Pages ? Pages : null, Direction == other.Direction ? Direction : null);
}
