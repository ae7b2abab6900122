using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Flow.Values;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>Unshare is given other memory, another offset or another length than Share was (contract C10).</summary>
internal sealed class HAL1006UnshareBuffer : FlowRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL1006",
        "Unshare with another buffer than Share",
        "The share of '{0}' in line {1} is unshared with '{2}', {3} (contract C10)",
        RuleCategory.Sharing,
        DiagnosticSeverity.Warning,
        description: "A bouncing HAL copies the device's bytes into the buffer that Unshare names: it is the buffer that was shared, with the same start and length (contract C10).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override int Precedence => DefectOrder.OtherBuffer;

    public override Finding? OnReleased(ReleasedEvent released)
    {
        if (released.Kind != ReleaseKind.Unshare || released.Buffer is not { } buffer)
        {
            return null;
        }

        if (released.Token is null)
        {
            return released.OriginUnless(share => MayBe(released, share, buffer)) is { } origin ? FindingFor(released, origin, sameStart: !StartsElsewhere(released, origin)) : null;
        }

        if (released.IsToldInside(share => MayBe(released, share, buffer)))
        {
            return null;
        }

        if (released.Token is not { IsShare: true } token || released.CompareBuffers(buffer, released.Fact?.Buffer) != Relation.Different)
        {
            return null;
        }

        ValueTable values = released.Context.Values;
        return FindingFor(released, token, released.Compare(values.PointerOf(buffer), values.PointerOf(released.Fact!.Buffer!)) == Relation.Same);
    }

    private static Finding FindingFor(ReleasedEvent released, Token token, bool sameStart)
    {
        SyntaxNode place = (released.BufferArgument ?? released.Operation).Syntax;
        return new Finding(
            s_descriptor,
            place,
            Text.Subject(token),
            Text.Line(token.Site?.Syntax),
            Text.Of(place),
            sameStart ? "which has another length" : "which is other memory")
        {
            Site = released.Operation.Syntax,
            Related = Places.Of(token),
        };
    }

    /// <summary>Whether a Share in another member may have been given the buffer: only two lengths, or two places in the same memory, certainly differ.</summary>
    private static bool MayBe(ReleasedEvent released, IInvocationOperation share, Value buffer)
    {
        BufferPlaces places = released.Context.Services.BufferPlaces;
        if (places.Of(Arguments.Of(share, "buffer")) is not { } shared)
        {
            return true;
        }

        long? told = released.Context.Values.LengthOf(buffer).IsConstant(out long length) ? length : null;
        BufferPlace unshared = places.Of(released.BufferArgument) ?? new BufferPlace(null, 0, told);
        return !shared.Differs(unshared.Length is null ? unshared with { Length = told } : unshared);
    }

    private static bool StartsElsewhere(ReleasedEvent released, Token origin) =>
        released.Context.Services.BufferPlaces is var places && places.Of(Arguments.Of(origin.Site, "buffer")) is { } shared &&
        places.Of(released.BufferArgument) is { } unshared && shared.StartsElsewhere(unshared);
}
