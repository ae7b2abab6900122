namespace Hal.Generators.Model;

/// <summary>A parameter of a HAL member. The name is what generated code and messages call it; the HAL class may choose another.</summary>
internal sealed record HalParameter(HalType Type, string Name);
