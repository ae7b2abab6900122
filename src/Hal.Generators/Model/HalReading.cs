namespace Hal.Generators.Model;

/// <summary>What the reader saw of a HAL class: the model, or why there is none.</summary>
/// <param name="Class">Null when the class cannot be bound, or is too unfinished to have a name.</param>
/// <param name="ClassName">For messages.</param>
/// <param name="Place">The name in the class's declaration.</param>
/// <param name="Findings">What prevents the binding: HAL0001 and HAL0004.</param>
internal sealed record HalReading(HalClass? Class, string ClassName, Place Place, EquatableArray<Finding> Findings);
