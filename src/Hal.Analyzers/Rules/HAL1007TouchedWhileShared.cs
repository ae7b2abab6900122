using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Rules;

/// <summary>The CPU touches a buffer while it is shared: any write, and a read unless the device only reads too (contract C12).</summary>
internal sealed class HAL1007TouchedWhileShared : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1007",
        "A buffer is touched while it is shared",
        "'{0}' is {1} here while line {2} shares it{3} with the device (contract C12)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "From Share to Unshare the buffer belongs to the device. A bouncing HAL has copied it: what is written is not sent, what is read is not yet there (contract C12).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Finding? OnAccessed(AccessEvent access)
    {
        Finding? finding = null;
        access.State.ForEachToken((index, fact) =>
        {
            Token token = access.Context.Tokens[index];
            if (finding is null && token.IsShare && Holds(fact) && fact.Buffer is { } buffer && Breaks(access, fact) && Touches(access, buffer))
            {
                finding = Report(access, token);
            }
        });
        return finding;
    }

    /// <summary>Whether the share is certainly live: not with code that may have ended it.</summary>
    private static bool Holds(TokenFact fact) =>
        fact.Status == TokenStatus.Held || fact is { Status: TokenStatus.Lent, LentAt: Microsoft.CodeAnalysis.Operations.IAssignmentOperation };

    private static bool Breaks(AccessEvent access, TokenFact fact)
    {
        if (access.Writes)
        {
            return true;
        }

        // A read is right only where the device reads too; an unknown direction is not reported.
        return access.Reads && fact.Direction is { } direction && direction.IsConstant(out long which) && which != Directions.DriverToDevice;
    }

    private static bool Touches(AccessEvent access, Value buffer)
    {
        ValueTable values = access.Context.Values;
        return ReferenceEquals(access.Range, buffer) ||
            MemoryRange.LeadsInto(values, access.Range is { } range ? values.PointerOf(range) : access.Pointer, buffer) ||
            (access.Range is { } part && MemoryRange.IsOf(values, part, buffer)) ||
            MemoryRange.LeadsToStart(values, access.Pointer, buffer) ||
            MemoryRange.Overlap(values, access.Pointer, access.Size, values.PointerOf(buffer), values.LengthOf(buffer));
    }

    private static Finding Report(AccessEvent access, Token token)
    {
        string manner = Text.Manner(token);
        return new Finding(
            s_descriptor,
            access.Operation.Syntax,
            Text.Of(access.Operation),
            access.Writes ? "written" : "read",
            Text.Line(token.Site?.Syntax),
            manner.Length == 0 ? string.Empty : " " + manner)
        {
            Site = Places.Statement(access.Operation.Syntax),
            Related = Places.Of(token),
        };
    }
}
