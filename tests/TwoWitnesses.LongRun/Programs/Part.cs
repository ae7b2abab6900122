namespace Hal.TwoWitnesses.Programs;

/// <summary>A block with what stands before it: <c>if (…)</c>, <c>else</c>, <c>try</c>, <c>catch (…)</c>, <c>case 1:</c>.</summary>
internal sealed record Part(string Header, Block Body);
