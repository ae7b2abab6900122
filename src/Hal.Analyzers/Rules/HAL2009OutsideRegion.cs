using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>An access lies outside the DMA memory it starts from, where that is known (contract C15).</summary>
internal sealed class HAL2009OutsideRegion : FlowRule
{
    private const long PageSize = 4096;

    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL2009",
        "An access outside the DMA memory",
        "'{0}' {1} of the DMA memory (contract C15)",
        RuleCategory.DmaMemory,
        DiagnosticSeverity.Warning,
        description: "An offset into DMA memory is below pages * PageSize (contract C15). Vaddr checks it; a pointer does not.");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAccessed(AccessEvent access)
    {
        ValueTable values = access.Context.Values;
        Value root = MemoryRange.Root(values, access.Pointer);
        if (LengthOf(access, root) is not { } length)
        {
            return null;
        }

        Value offset = values.Subtract(access.Pointer, root);
        Value size = access.Size ?? values.Number(1);
        if (access.State.Facts.RangeOf(offset).Maximum < 0)
        {
            return access.Context.LastTurns.Changes(access.Operation.Syntax) ? null : Report(access, "lies before the start");
        }

        Value past = values.Subtract(values.Add(offset, size), length);
        NumberRange surplus = access.State.Facts.RangeOf(past);
        return surplus.Minimum <= 0 ? (LastOf(access, past) is > 0 and { } last ? Report(access, $"in the last turn of the loop ends {last} bytes past the end") : null)
            : surplus.Minimum == surplus.Maximum ? Report(access, $"ends {surplus.Minimum} bytes past the end")
            : Report(access, "ends past the end");
    }

    /// <summary>What a number is in the last turn of the loop that counts it; null where it depends on more than the counter.</summary>
    private static long? LastOf(AccessEvent access, Value number)
    {
        if (number is not { Kind: ValueKind.Linear, Extra: LinearSum { Coefficients: { Length: 1 } coefficients } sum, Operands: var operands })
        {
            return null;
        }

        foreach ((ILocalSymbol counter, long last) in access.Context.LastTurns.In(access.Operation.Syntax))
        {
            if (access.State.GetVariable(access.Context.Variables.IndexOf(counter)) is { } current &&
                access.Context.Values.Subtract(operands[0], current).IsConstant(out long ahead) && access.State.Facts.RangeOf(current).Contains(last))
            {
                return (coefficients[0] * (last + ahead)) + sum.Constant;
            }
        }

        return null;
    }

    private static Finding Report(AccessEvent access, string where) => new(s_descriptor, access.Operation.Syntax, Text.Of(access.Operation), where)
    {
        Site = Places.Statement(access.Operation.Syntax),
    };

    private static Value? LengthOf(AccessEvent access, Value root)
    {
        ValueTable values = access.Context.Values;
        if (root is { Kind: ValueKind.TokenPointer, Token: var token })
        {
            return access.State.GetToken(token) is { IsLive: true, Pages: { } pages } ? values.Scale(pages, PageSize) : null;
        }

        return root.Kind == ValueKind.Pure && root.Extra is HandlePart.Pointer
            ? values.Scale(access.Context.PartOfMember(root.Operands[0], HandlePart.Pages) ?? values.Pure(PureOperator.Other, HandlePart.Pages, root.Operands[0]), PageSize)
            : null;
    }
}
