using System;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Batches;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Events;

/// <summary>A share is ended, or DMA memory given back: rightly or not is for the rules to say.</summary>
internal sealed class ReleasedEvent : FlowEvent
{
    public ReleasedEvent(MethodContext context, FlowState state, IOperation operation, ReleaseKind kind, Value address)
        : base(context, state, operation)
    {
        Kind = kind;
        Address = address;
    }

    public ReleaseKind Kind { get; }

    /// <summary>The address, or the object, that names what is released.</summary>
    public Value Address { get; }

    /// <summary>The token that the address certainly names, and what was known of it before.</summary>
    public Token? Token { get; init; }

    public TokenFact? Fact { get; init; }

    /// <summary>The HAL that it is released through, in its normal form; null where an object knows its own.</summary>
    public ITypeSymbol? Hal { get; init; }

    public Value? Buffer { get; init; }

    public Value? Direction { get; init; }

    public Value? Pointer { get; init; }

    public Value? Pages { get; init; }

    /// <summary>The release itself, where the operation is the call of a method that does it.</summary>
    public IOperation? Inner { get; init; }

    /// <summary>The buffer as that release names it; null where the operation is the release.</summary>
    public Value? InnerBuffer { get; init; }

    /// <summary>The argument operations, for the place of a finding; null where an object stands for them.</summary>
    public IOperation? AddressArgument { get; init; }

    public IOperation? BufferArgument { get; init; }

    public IOperation? DirectionArgument { get; init; }

    public IOperation? PointerArgument { get; init; }

    public IOperation? PagesArgument { get; init; }

    /// <summary>Whether the path has found that there is no address. What a callee finds out is told where it does.</summary>
    public bool IsZero =>
        (DirectionArgument ?? PagesArgument) is not null && (Token is null or { Kind: TokenKind.Foreign }) && Compare(Address, Context.Values.Zero) == Relation.Same;

    /// <summary>What the address is cut from: an acquisition whose address a narrower number held on the way.</summary>
    public (Token Of, int Bits)? Cut =>
        Address is { Kind: ValueKind.Pure, Extra: ValueTuple<SpecialType, string> { Item1: var type }, Operands: { Length: 1 } from } &&
        from[0].Kind == ValueKind.TokenAddress && Context.Services.Compilation.GetSpecialType(type) is { } narrow
            ? (from[0].Token, Numbers.Width(narrow) * 8)
            : null;

    /// <summary>What the address lies beside: an acquisition whose address was moved, certainly not by nothing.</summary>
    public (Token Of, string Distance)? Displacement
    {
        get
        {
            Value? origin = Address.Kind == ValueKind.Linear
                ? Array.Find(Address.Operands, operand => operand.Kind == ValueKind.TokenAddress)
                : null;
            if (origin is null)
            {
                return MovedBefore();
            }

            Value distance = Context.Values.Subtract(Address, origin);
            if (distance.IsConstant(out long bytes))
            {
                return bytes == 0 ? null : (origin.Token, InBytes(bytes));
            }

            NumberRange range = State.Facts.RangeOf(distance);
            return range.Minimum > 0 ? (origin.Token, "after") : range.Maximum < 0 ? (origin.Token, "before") : null;
        }
    }

    /// <summary>What another member acquired, and put into the field or table that the address comes from only after it had moved it.</summary>
    private (Token Of, string Distance)? MovedBefore()
    {
        if (Token is not null || AddressArgument is null || Context.Entries is not null)
        {
            return null;
        }

        AddressOrigins origins = Context.Services.Origins.Of(AddressArgument, default);
        return origins.Acquisitions.IsEmpty || origins.Distance == 0
            ? null
            : (new Token(0, Acquisitions.TokenOf(origins.Acquisitions[0], Context.Services)!.Kind, origins.Acquisitions[0], null, null, -1), InBytes(origins.Distance));
    }

    private static string InBytes(long distance) => $"{Math.Abs(distance)} bytes {(distance > 0 ? "after" : "before")}";

    /// <summary>
    /// What another member of the type acquired and put into the field or table that the address comes from: one of the acquisitions, where all
    /// that it can be are not what this release is for.
    /// </summary>
    /// <param name="fits">Whether an acquisition may be what this release is for.</param>
    public Token? OriginUnless(Func<IInvocationOperation, bool> fits) =>
        Token is null && AddressArgument is not null && Context.Entries is null ? OriginUnless(AddressArgument, fits) : null;

    /// <summary>Whether the callee that releases is told of the same mistake: the address comes from a field there as well.</summary>
    public bool IsToldInside(Func<IInvocationOperation, bool> fits) =>
        Inner is IInvocationOperation { Arguments.Length: > 0 } release && OriginUnless(release.Arguments[0].Value, fits) is not null;

    private Token? OriginUnless(IOperation address, Func<IInvocationOperation, bool> fits)
    {
        AddressOrigins origins = Context.Services.Origins.Of(address, default);
        return origins.Acquisitions.IsEmpty || origins.Distance != 0 || origins.Acquisitions.Any(fits)
            ? null
            : new Token(0, TokenKind.Share, origins.Acquisitions[0], null, null, -1);
    }

    public bool IsUnshare => Kind is ReleaseKind.Unshare or ReleaseKind.SharedUnshare or ReleaseKind.ScopeDispose;
}
