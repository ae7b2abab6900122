using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Values;

/// <summary>Memory that is a device's registers: what MmioPhysToVirt returned.</summary>
internal static class Registers
{
    public const string Mapping = "MmioPhysToVirt";

    public static bool IsMapping(Value value) =>
        value is { Kind: ValueKind.Allocation, Data: IInvocationOperation { TargetMethod.Name: Mapping } };

    public static bool IsIn(Value value)
    {
        if (IsMapping(value))
        {
            return true;
        }

        if (value.Kind is ValueKind.Linear)
        {
            foreach (Value operand in value.Operands)
            {
                if (IsMapping(operand))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
