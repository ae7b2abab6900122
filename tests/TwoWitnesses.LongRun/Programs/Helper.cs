namespace Hal.TwoWitnesses.Programs;

/// <summary>A helper method as its callers see it.</summary>
internal sealed record Helper(HelperKind Kind, string Name, string Direction);
