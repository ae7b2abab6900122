using System;
using System.Collections.Generic;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>
/// What becomes of tokens: acquired, released, lent, escaped, lost. The one place that changes a token's status.
/// </summary>
internal sealed class TokenTransitions
{
    private readonly MethodContext _context;
    private readonly IFlowHost _host;
    private readonly HashSet<Token> _unheld = new();
    private readonly HashSet<Token> _scratch = new();
    private FlowState _state = null!;
    private int _block;

    public TokenTransitions(MethodContext context, IFlowHost host)
    {
        _context = context;
        _host = host;
    }

    private ValueTable Values => _context.Values;

    public void Begin(FlowState state, int block)
    {
        _state = state;
        _block = block;
        _unheld.Clear();
    }

    /// <summary>Goes on in another state, in the middle of a statement.</summary>
    public void Switch(FlowState state) => _state = state;

    /// <summary>A callee shares memory of this method.</summary>
    public void ShareInCallee(IOperation operation, Value buffer, Value direction) =>
        _host.Handle(new CalleeShareEvent(_context, _state, operation, buffer, direction));

    /// <summary>A callee acquired something and leaves it to this method.</summary>
    public void Receive(Token token, TokenFact fact)
    {
        bool isSecond = _state.GetToken(token) is { IsLive: true };
        _state.SetToken(token, isSecond ? fact with { Status = TokenStatus.Unknown } : fact);
        if (!isSecond)
        {
            _unheld.Add(token);
        }
    }

    /// <summary>The token that a value certainly names as a whole: its address or its handle.</summary>
    public static Token? TokenOf(Value? value) =>
        value is { Kind: ValueKind.TokenAddress or ValueKind.TokenHandle } ? value.Token : null;

    /// <summary>The device address of a share, an allocation or an owner of one.</summary>
    public Value AddressOf(Value handle) => handle.Kind switch
    {
        ValueKind.TokenHandle => Values.TokenAddress(handle.Token),
        ValueKind.Pure when handle.Extra is HandlePart.Pair => handle.Operands[0],
        ValueKind.Default => Values.Zero,
        _ => Values.Pure(PureOperator.Other, HandlePart.Address, handle),
    };

    /// <summary>The CPU pointer of an allocation or its owner.</summary>
    public Value PointerOf(Value handle) => handle.Kind switch
    {
        ValueKind.TokenHandle => Values.TokenPointer(handle.Token),
        ValueKind.Pure when handle.Extra is HandlePart.Pair => handle.Operands[1],
        ValueKind.Default => Values.Zero,
        _ => Values.Pure(PureOperator.Other, HandlePart.Pointer, handle),
    };

    /// <summary>Another part of a share or of an owner of memory: what it was made with, where it was made here.</summary>
    public Value PartOf(Value handle, HandlePart part)
    {
        TokenFact? fact = handle.Kind == ValueKind.TokenHandle ? _state.GetToken(handle.Token) : null;
        Value? known = part switch
        {
            HandlePart.Buffer => fact?.Buffer,
            HandlePart.Direction => fact?.Direction,
            HandlePart.Pages => fact?.Pages,
            _ => null,
        };
        if (handle.Kind == ValueKind.Default)
        {
            return part == HandlePart.Buffer ? Values.Buffer(Values.Zero, Values.Zero) : Values.Zero;
        }

        if (part == HandlePart.Buffer && known is not null && handle.Token.Site is not null)
        {
            KnowNotEmpty(known);
        }

        return known ?? _context.PartOfMember(handle, part) ?? Values.Pure(PureOperator.Other, part, handle);
    }

    /// <summary>The buffer of a share that was made here has bytes, in whichever turn of a loop it was made: the constructor refuses an empty one.</summary>
    private void KnowNotEmpty(Value buffer)
    {
        Value length = Values.LengthOf(buffer);
        NumberRange range = _state.Facts.RangeOf(length);
        if (range.Minimum < 1 && range.Maximum >= 1)
        {
            _state.Facts = _state.Facts.WithRange(length, range.AtLeast(1));
        }
    }

    /// <summary>Something is acquired; the caller makes of the token what the call returns.</summary>
    public Token Acquire(AcquiredEvent acquired)
    {
        Token token = acquired.Token;
        TokenFact fact = acquired.Fact;
        _host.Handle(acquired);
        if (fact.Buffer is { Kind: ValueKind.Buffer } buffer && buffer.Operands[1].IsZero)
        {
            // An empty buffer was reported where it was shared: that it is not unshared, or with what, has no second word.
            fact = fact with { Status = TokenStatus.Escaped, Buffer = null, Direction = null };
        }
        else if (fact.Pages is { IsZero: true })
        {
            // Nobody allocates zero pages: that was reported, and what is asked of the result comes out as a failure.
            fact = fact with { Status = TokenStatus.Failed, MayHaveFailed = false, EndedWrongly = true };
        }

        if (_state.GetToken(token) is { IsLive: true } && token.Older is not null)
        {
            // The place runs twice on one path without a loop between, as in a finally block: lose track of both.
            _state.SetToken(token, fact with { Status = TokenStatus.Unknown });
        }
        else
        {
            _state.SetToken(token, fact);
            _unheld.Add(token);
        }

        return token;
    }

    public AcquiredEvent NewShare(
        IOperation operation, TokenKind kind, ITypeSymbol? hal, Value buffer, Value direction, IOperation? bufferArgument, IOperation? directionArgument)
    {
        Token token = _context.Tokens.At(operation, kind, hal, _block);
        var fact = new TokenFact { Status = TokenStatus.Held, Buffer = buffer, Direction = direction };
        return new AcquiredEvent(_context, _state, operation, token, fact) { BufferArgument = bufferArgument, DirectionArgument = directionArgument };
    }

    public AcquiredEvent NewMemory(
        IOperation operation, TokenKind kind, ITypeSymbol? hal, Value? pages, Value? direction, bool mayFail, IOperation? pagesArgument, int index = 0)
    {
        Token token = _context.Tokens.At(operation, kind, hal, _block, index);
        var fact = new TokenFact { Status = TokenStatus.Held, Pages = pages, Direction = direction, MayHaveFailed = mayFail };
        return new AcquiredEvent(_context, _state, operation, token, fact) { PagesArgument = pagesArgument };
    }

    /// <summary>Something is released, rightly or wrongly: the rules are asked, then every token that it names has ended.</summary>
    public void Release(ReleasedEvent released)
    {
        if (released.Token is { } token)
        {
            ReleaseToken(token, released);
        }
        else
        {
            ReleaseUnnamed(released);
        }
    }

    /// <summary>Ends every token whose buffer is the one that was named by a release of something else.</summary>
    private void EndByBuffer(ReleasedEvent released, Token? named)
    {
        if (released.Buffer is null && released.Pointer is null)
        {
            return;
        }

        _state.ForEachToken((index, fact) =>
        {
            Token other = _context.Tokens[index];
            if (!fact.IsLive || ReferenceEquals(other, named))
            {
                return;
            }

            bool sameBuffer = released.Buffer is not null && fact.Buffer is not null && other.IsShare &&
                _context.Comparer.CompareBuffers(fact.Buffer, released.Buffer, _state.Facts) == Relation.Same;
            bool samePointer = released.Pointer is { Kind: ValueKind.TokenPointer } pointer && ReferenceEquals(pointer.Token, other);
            if (sameBuffer || samePointer)
            {
                _state.SetToken(other, fact with { Status = TokenStatus.Unknown, EndedWrongly = true });
            }
        });
    }

    private void ReleaseToken(Token token, ReleasedEvent released)
    {
        TokenFact fact = released.Fact ?? new TokenFact { Status = TokenStatus.Unknown };
        bool mayRepeat = released.Kind is ReleaseKind.ScopeDispose or ReleaseKind.DmaDispose;
        if (mayRepeat && (fact.Detached || fact.ReleasedByOwner || fact.Status is TokenStatus.Escaped or TokenStatus.Failed))
        {
            return;
        }

        if (fact.MemoryEnded is { } ended)
        {
            _host.Handle(new MemoryEndedEvent(_context, _state, ended.Operation, ended.Memory, ended.End) { Proven = token });
        }

        // What became of it is not known, or was told: nothing that is said now is certain.
        bool isWrong = fact.EndedWrongly || ((fact.Status & TokenStatus.Unknown) == 0 && _host.Handle(released));
        bool otherBuffer = released.Buffer is not null && fact.Buffer is not null &&
            _context.Comparer.CompareBuffers(released.Buffer, fact.Buffer, _state.Facts) == Relation.Different;
        bool otherPointer = released.Pointer is { Kind: ValueKind.TokenPointer } pointer && !ReferenceEquals(pointer.Token, token);
        _state.SetToken(token, fact with
        {
            // A wrong release has ended what it names all the same; nothing more is said of it, nor of the others where it stands for several.
            Status = isWrong || fact.IsSeveral ? TokenStatus.Unknown : TokenStatus.Released,
            EndedWrongly = isWrong,
            MayHaveFailed = false,
            Release = ReleaseInfo.Of(released),
            ReleasedByOwner = mayRepeat,
        });
        if (otherBuffer || otherPointer)
        {
            EndByBuffer(released, token);
        }
    }

    private void ReleaseUnnamed(ReleasedEvent released)
    {
        bool isWrong = _host.Handle(released);
        foreach (Token token in OwnedBy(released.Address))
        {
            if (_state.GetToken(token) is { } fact)
            {
                _state.SetToken(token, fact with { Status = TokenStatus.Unknown, EndedWrongly = fact.EndedWrongly || isWrong });
            }
        }

        EndByBuffer(released, null);

        // Only an address that stays the same can be released twice: not a constant, and not one of an earlier iteration.
        if (isWrong || released.Address.Kind is ValueKind.Constant or ValueKind.Aged or ValueKind.Linear || released.Address.MentionsAged)
        {
            return;
        }

        Token foreign = _context.Tokens.Foreign(released.Address);
        _state.SetToken(foreign, new TokenFact
        {
            Status = TokenStatus.Released,
            Buffer = released.Address,
            Release = ReleaseInfo.Of(released),
            ReleasedByOwner = released.Kind is ReleaseKind.ScopeDispose or ReleaseKind.DmaDispose,
        });
    }

    /// <summary>What is known of an address that came from elsewhere and was released here before.</summary>
    public (Token? Token, TokenFact? Fact) FindReleased(Value address)
    {
        if (TokenOf(address) is { } token)
        {
            return (token, _state.GetToken(token));
        }

        return _context.Tokens.TryGetForeign(address, out Token? foreign) && _state.GetToken(foreign!) is { } fact ? (foreign, fact) : (null, null);
    }

    /// <summary>The scope gave its share out: now the share itself has to be ended.</summary>
    public void Detach(Token token)
    {
        if (_state.GetToken(token) is { } fact)
        {
            _state.SetToken(token, fact with { Detached = true });
            _unheld.Add(token);
        }
    }

    /// <summary>A value comes to rest somewhere that outlives the method.</summary>
    public void Escape(Value value, EscapeReason reason)
    {
        foreach (Token token in OwnedBy(value))
        {
            // What a method was given and gives back is where it was: the caller sees that in the value.
            if (reason != EscapeReason.Returned || !IsGiven(token))
            {
                End(token, TokenStatus.Escaped, reason);
            }
        }
    }

    /// <summary>A value is put into a field, or, where <paramref name="keeper"/> is null, into the hands of code that may release it.</summary>
    public void NoteKept(Value value, ISymbol? keeper)
    {
        foreach (Token token in OwnedBy(value))
        {
            if (_state.GetToken(token) is { } fact && (fact.IsLive || fact.Status == TokenStatus.Escaped))
            {
                TokenFact kept = fact.Reason == EscapeReason.Captured ? fact with { Reason = EscapeReason.Stored } : fact;
                _state.SetToken(token, keeper is null ? kept with { IsElsewhere = true } : kept with { Keeper = Keeper.Add(fact.Keeper, keeper) });
            }
        }
    }

    /// <summary>A lambda that uses a value is given to a method: the one that runs it, if it does not refuse.</summary>
    public void LendCaptured(Value value, Call call)
    {
        foreach (Token token in OwnedBy(value))
        {
            if (_state.GetToken(token) is { Status: TokenStatus.Escaped, Reason: EscapeReason.Captured } fact)
            {
                _state.SetToken(token, fact.LentAt is null && fact.FirstLentAt is null
                    ? fact with { LentAt = call.Operation, FirstLentAt = call.Operation, LendResult = call.Result, Outcome = LendOutcome.Untested }
                    : fact with { Reason = EscapeReason.Stored });
            }
        }
    }

    private bool IsGiven(Token token) => _context.Entries?.TryGetEntry(token, out _) ?? false;

    /// <summary>The engine loses track of everything that a value is made of.</summary>
    public void Forget(Value value)
    {
        foreach (Token token in OwnedBy(value))
        {
            End(token, TokenStatus.Unknown, EscapeReason.None);
        }
    }

    /// <summary>An unknown method is called with a value: it borrows an address, but takes what it could release.</summary>
    public void Lend(Value value, Call call)
    {
        if (!value.MentionsToken)
        {
            NoteGiven(value, call);
            return;
        }

        bool whole = value.Kind == ValueKind.TokenHandle;
        foreach (Token token in OwnedBy(value))
        {
            if (_state.GetToken(token) is not { } fact)
            {
                continue;
            }

            if (fact.IsLive && (whole || CouldRelease(token, fact, call, call.Receiver)))
            {
                SetLent(token, fact, call.Operation, call.Result);
            }
            else if (fact is { Status: TokenStatus.Escaped, IsElsewhere: false } && (whole || CouldRelease(token, fact, call, null)))
            {
                _state.SetToken(token, fact with { IsElsewhere = true });
            }
            else if (fact is { Status: TokenStatus.Escaped, Reason: EscapeReason.Captured } && (whole || CouldRelease(token, fact, call, null)))
            {
                _state.SetToken(token, fact with { Reason = EscapeReason.Stored });
            }
        }

        NoteGiven(value, call);
    }

    /// <summary>What a call that something was lent to returned is awaited: that tells how it came out.</summary>
    public void NoteAwaited(Value awaited, Value result) => _state.ForEachToken((index, fact) =>
    {
        if (ReferenceEquals(fact.LendResult, awaited))
        {
            _state.SetToken(_context.Tokens[index], fact with { LendResult = result });
        }
    });

    /// <summary>An unknown method is called with an object that holds a value: it can find whatever belongs to it.</summary>
    public void LendWhole(Value held, Call call)
    {
        foreach (Token token in OwnedBy(held))
        {
            if (_state.GetToken(token) is { IsLive: true } fact)
            {
                SetLent(token, fact, call.Operation, call.Result);
            }
        }
    }

    /// <summary>A raw address is written to memory that a device may read.</summary>
    public void LendByStore(Value value, IOperation writer)
    {
        foreach (Token token in OwnedBy(value))
        {
            if (_state.GetToken(token) is { IsLive: true } fact)
            {
                SetLent(token, fact, writer, null);
            }
        }
    }

    /// <summary>
    /// Memory ended under shares that are in other hands. Whether they were live then is not known; a release by this method afterwards tells.
    /// </summary>
    public void NoteMemoryEnd(MemoryEndedEvent ended)
    {
        Value memory = MemoryRange.Origin(Values, ended.Memory);
        if (memory.MentionsAged)
        {
            return;
        }

        _state.ForEachToken((index, fact) =>
        {
            Token token = _context.Tokens[index];
            if (token.IsShare && fact is { Status: TokenStatus.Escaped or TokenStatus.Lent, Buffer: { } buffer } &&
                ReferenceEquals(MemoryRange.Origin(Values, Values.PointerOf(buffer)), memory))
            {
                _state.SetToken(token, fact with { MemoryEnded = ended });
            }
        });
    }

    /// <summary>A holder of a value is overwritten or goes out of scope: at the end of the statement it is seen whether it was the last.</summary>
    public void Drop(Value value)
    {
        if (value.MentionsToken)
        {
            _context.JoinInputs.CollectTokens(value, _unheld);
        }
    }

    /// <summary>The value of an expression statement, or of an assignment to a discard, is dropped.</summary>
    public void Discard(Value value, IOperation operation)
    {
        if (TokenOf(value) is not { } token || !_unheld.Contains(token) || _state.GetToken(token) is not { IsLive: true } fact)
        {
            return;
        }

        if (fact.Status == TokenStatus.Lent)
        {
            return; // whoever got address and buffer has the duty, or gives both back
        }

        _host.Handle(new DiscardedEvent(_context, _state, operation, token));
        _state.SetToken(token, fact with { Status = TokenStatus.Escaped });
    }

    /// <summary>Finds the live tokens whose last holder was lost in a statement.</summary>
    public void EndStatement(IOperation place)
    {
        if (_unheld.Count == 0)
        {
            return;
        }

        _unheld.RemoveWhere(token => _state.GetToken(token) is not { IsLive: true });
        if (_unheld.Count > 0)
        {
            HashSet<Token> held = HeldTokens();
            foreach (Token token in _unheld)
            {
                TokenFact fact = _state.GetToken(token)!;
                if (!held.Contains(token) && !Refusal.MayBeRefused(fact))
                {
                    _host.Lost(_state, token, fact, place);
                    _state.SetToken(token, fact with { Status = TokenStatus.Escaped });
                }
            }
        }

        _unheld.Clear();
    }

    /// <summary>Every token that a variable or this method's memory still holds.</summary>
    public HashSet<Token> HeldTokens()
    {
        var held = new HashSet<Token>();
        _state.ForEachVariable((_, value) => _context.JoinInputs.CollectTokens(value, held));
        foreach (Value value in _state.Memory.Values)
        {
            _context.JoinInputs.CollectTokens(value, held);
        }

        return held;
    }

    private void NoteGiven(Value value, Call call)
    {
        if (call.Receiver is { } receiver && !ReferenceEquals(receiver, value))
        {
            _context.Lending.NoteGiven(receiver, value);
        }

        if (call.Result is { } result)
        {
            _context.Lending.NoteGiven(result, value);
        }
    }

    private void SetLent(Token token, TokenFact fact, IOperation operation, Value? result) =>
        _state.SetToken(token, fact with
        {
            Status = TokenStatus.Lent,
            LentAt = operation,
            FirstLentAt = fact.FirstLentAt ?? operation,
            LendResult = result,
            Outcome = LendOutcome.Untested,
        });

    /// <summary>Whether a call gets enough to release a token: a share needs its buffer, memory its pointer.</summary>
    private bool CouldRelease(Token token, TokenFact fact, Call call, Value? receiver)
    {
        var given = new List<Value>();
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            // An int is an index or a length, and finds no memory.
            if (Numbers.Width(call.Method.Parameters[i].Type) is 0 or 8)
            {
                given.Add(call.Arguments[i]);
            }
        }

        if (receiver is not null)
        {
            given.Add(receiver);
        }

        if (token.IsMemory)
        {
            return token.Kind == TokenKind.Allocation && given.Exists(value => value.Kind == ValueKind.TokenPointer && ReferenceEquals(value.Token, token));
        }

        return fact.Buffer is { } buffer ? _context.Lending.Knows(given, buffer) : TakesMemory(call.Method);
    }

    /// <summary>Whether a method is given memory at all: where the buffer of a share is not known, that may be it.</summary>
    private bool TakesMemory(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (_context.Known.IsBufferLike(parameter.Type) || parameter.Type is IPointerTypeSymbol or IArrayTypeSymbol)
            {
                return true;
            }
        }

        return false;
    }

    private void End(Token token, TokenStatus status, EscapeReason reason)
    {
        // What a local function put into a variable of the method around it may be captured there after all.
        if (_state.GetToken(token) is { } fact && (fact.IsLive || status == TokenStatus.Unknown ||
            (reason == EscapeReason.Captured && fact is { Status: TokenStatus.Escaped, Reason: EscapeReason.Returned })))
        {
            _state.SetToken(token, fact with { Status = status, Reason = reason });
        }
    }

    /// <summary>The tokens that whoever has a value can release. The pointer into a share's buffer or into a Dma's memory is not enough.</summary>
    private IReadOnlyCollection<Token> OwnedBy(Value value)
    {
        // The outcome of a test of an address is no address.
        bool isTruth = value.Kind == ValueKind.Pure &&
            (PureOperator)value.Data! is PureOperator.Equal or PureOperator.Less or PureOperator.Not or PureOperator.And;
        if (!value.MentionsToken || isTruth)
        {
            return System.Array.Empty<Token>();
        }

        if (TokenOf(value) is { } exact)
        {
            return exact.Kind == TokenKind.Dma && value.Kind == ValueKind.TokenAddress ? System.Array.Empty<Token>() : new[] { exact };
        }

        if (value.Kind == ValueKind.TokenPointer)
        {
            return value.Token.Kind == TokenKind.Allocation ? new[] { value.Token } : System.Array.Empty<Token>();
        }

        _scratch.Clear();
        _context.JoinInputs.CollectTokens(value, _scratch);
        if (value.Kind is ValueKind.Linear or ValueKind.Pure && Array.TrueForAll(value.Operands, operand => operand.Kind is not ValueKind.TokenHandle))
        {
            // An address in its memory gives nobody the owner.
            _scratch.RemoveWhere(token => token.Kind == TokenKind.Dma);
        }

        if (IsPointerOnly(value))
        {
            _scratch.RemoveWhere(token => token.Kind != TokenKind.Allocation);
        }

        return new List<Token>(_scratch);
    }

    /// <summary>Whether a value is a pointer or a range of memory: made of pointers and numbers.</summary>
    private static bool IsPointerOnly(Value value) => value.Kind switch
    {
        ValueKind.Buffer => IsPointerOnly(value.Operands[0]),
        ValueKind.TokenPointer => true,
        ValueKind.Linear => System.Array.Exists(value.Operands, operand => operand.Kind == ValueKind.TokenPointer),
        ValueKind.Pure => value.Operands.Length == 1 && IsPointerOnly(value.Operands[0]),
        _ => false,
    };
}
