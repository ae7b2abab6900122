using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>Does in the caller what a summary says that the callee does.</summary>
internal sealed class SummaryModel
{
    private readonly OperationEvaluator _evaluator;
    private readonly Call _call;
    private readonly MethodSummary _summary;

    private SummaryModel(OperationEvaluator evaluator, Call call, MethodSummary summary)
    {
        _evaluator = evaluator;
        _call = call;
        _summary = summary;
    }

    public static Value Apply(OperationEvaluator evaluator, Call call, MethodSummary summary, IFlowHost host) =>
        new SummaryModel(evaluator, call, summary).Apply(host);

    private FlowState State => _evaluator.State;

    private Value Apply(IFlowHost host)
    {
        if (_call.Method.IsAsync && !_call.Operation.IsImplicit && !Awaiting.Is(_call.Operation.Syntax))
        {
            return StartOnly();
        }

        TellRules();
        Throw(host);

        List<PathSummary> possible = _summary.Returns.Where(IsPossible).ToList();
        if (possible.Count == 0)
        {
            _evaluator.End();
            return _evaluator.Opaque(_call.Operation);
        }

        PathSummary path = possible[possible.Count == 1 ? 0 : _evaluator.Choices.Choose(possible.Count)];
        Value? created = _call.Operation is IObjectCreationOperation ? Create() : null;
        SummaryTranslator translator = NewTranslator(created);
        Assume(State, path, translator);
        return Take(path, possible.Count, translator, created);
    }

    /// <summary>An async method that is not awaited here does what it does at some later time: it may have taken over whatever it was given.</summary>
    private Value StartOnly()
    {
        foreach (Value argument in _call.Arguments)
        {
            _evaluator.Tokens.Forget(argument);
        }

        _evaluator.ForgetMemory(_call.Operation, own: true);
        return _evaluator.Opaque(_call.Operation);
    }

    private Value Create() => _call.Type.IsValueType
        ? _evaluator.Values.DefaultOf(_call.Type, _evaluator.Known)
        : _evaluator.Values.Allocation(_call.Operation, _evaluator.Block);

    private SummaryTranslator NewTranslator(Value? created) => new(_evaluator, _call)
    {
        Created = created,
        EntriesByToken = _summary.EntriesByToken,
    };

    /// <summary>What the callee touches, gives to the device and frees is as much the caller's affair.</summary>
    private void TellRules()
    {
        if (!State.HasTokens && _evaluator.Context.Entries is null)
        {
            return;
        }

        SummaryTranslator translator = NewTranslator(null);
        foreach (RecordedEvent recorded in _summary.Events)
        {
            if (translator.Translate(recorded.Subject) is not { } given || !recorded.Conditions.All(condition => IsCertain(condition, translator)))
            {
                continue;
            }

            if (recorded.SharedAs is not null)
            {
                if (translator.Translate(recorded.SharedAs) is { } direction)
                {
                    _evaluator.Tokens.ShareInCallee(_call.Operation, given, direction);
                }
            }
            else if (recorded.Access is { } access)
            {
                _evaluator.Access(given, translator.Translate(recorded.Size), access, _call.Operation);
            }
            else if (recorded.End is { } end)
            {
                if (IsMistakenForMemory(given, translator))
                {
                    continue;
                }

                _evaluator.EndMemory(given, end, _call.Operation);
            }
            else
            {
                _evaluator.UseAddress(given, AddressUse.DeviceParameter, _call.Operation);
            }
        }
    }

    /// <summary>Whether the callee frees a share's buffer because it takes the share for memory: that is one mistake, and told where it is released.</summary>
    private bool IsMistakenForMemory(Value freed, SummaryTranslator translator) => _summary.Returns
        .SelectMany(path => path.Entries)
        .Any(effect => effect.Fact.Release is { Kind: ReleaseKind.DmaDealloc, Pointer: { } pointer } &&
            ReferenceEquals(translator.Translate(pointer), freed) &&
            translator.Translate(effect.Entry) is { } address &&
            _evaluator.Tokens.FindReleased(address).Token is { IsShare: true });

    /// <summary>Whether a condition of the callee certainly comes out as it did there.</summary>
    private bool IsCertain((Value Condition, bool Truth) condition, SummaryTranslator translator) =>
        translator.Translate(condition.Condition) is { } known &&
        !_evaluator.Context.Conditions.Assume(State.Copy(), known, !condition.Truth, _evaluator.Block);

    /// <summary>The exceptions that leave the callee, with what it had done by then.</summary>
    private void Throw(IFlowHost host)
    {
        foreach (PathSummary path in _summary.Throws)
        {
            FlowState state = State.Copy();
            SummaryTranslator translator = NewTranslator(null);
            if (!Assume(state, path, translator))
            {
                continue;
            }

            _evaluator.With(state, () =>
            {
                foreach (EntryEffect effect in path.Entries)
                {
                    EndQuietly(effect, path, translator);
                }

                ThrowInfo thrown = path.Thrown ?? new ThrowInfo(null, ThrowSource.Call, _call.Method.ContainingAssembly, true);
                host.MayThrow(state, thrown with { Source = thrown.Source == ThrowSource.Statement ? ThrowSource.Call : thrown.Source }, _call.Operation);
            });
        }
    }

    private bool IsPossible(PathSummary path)
    {
        // What the conditions are made of is read first: that alone may tell something.
        SummaryTranslator translator = NewTranslator(null);
        foreach ((Value condition, bool _) in path.Conditions)
        {
            _ = translator.Translate(condition);
        }

        return Assume(State.Copy(), path, translator);
    }

    private bool Assume(FlowState state, PathSummary path, SummaryTranslator translator)
    {
        foreach ((Value condition, bool truth) in path.Conditions)
        {
            if (translator.Translate(condition) is { } known && !_evaluator.Context.Conditions.Assume(state, known, truth, _evaluator.Block))
            {
                return false;
            }
        }

        return true;
    }

    private Value Take(PathSummary path, int possible, SummaryTranslator translator, Value? created)
    {
        foreach (EntryEffect effect in path.Entries)
        {
            if (created is not { Kind: ValueKind.Allocation } || !IsPutInto(effect, path))
            {
                Do(effect, translator);
            }
        }

        HashSet<Token> followed = WrittenTokens(path);
        foreach ((Token token, TokenFact fact) in path.Acquired)
        {
            // What went into a table besides is for whoever looks after the table.
            bool isElsewhere = fact is { Status: TokenStatus.Escaped, Reason: EscapeReason.Captured } ||
                (fact is { Status: TokenStatus.Escaped, Reason: EscapeReason.Stored } && (fact.IsElsewhere || !followed.Contains(token)));
            Acquire(token, fact, translator, isElsewhere ? TokenStatus.Escaped : fact.Status == TokenStatus.Failed ? TokenStatus.Failed : TokenStatus.Held);
        }

        translator.Made = path.Made;

        // The new values first, all from the old state; then the writes.
        Value? returned = translator.Translate(path.Returned.Value);
        if (possible > 1 && returned is { IsZero: true } && _evaluator.Known.IsAddress(_call.Method.ReturnType))
        {
            // No address on one of the ways through the callee: whether that is the one that was taken, the caller may find out.
            returned = null;
        }

        IReadOnlyList<Value?> written = Write(path, translator, ref created);
        EscapeUnseen(path, translator, returned, written);
        if (_summary.Effects.RunsUnseenCode && _call.Receiver is { Kind: ValueKind.Allocation } receiver)
        {
            // What the object holds may be released by code that it calls and that is not seen.
            _evaluator.LendDeep(receiver, _call);
        }

        Value result = created ?? returned ?? Unsaid(path.Returned);
        if (path.Tried is { } tried && translator.OwnOf(tried) is { } got)
        {
            _evaluator.Context.Conditions.AddOutcome(result, got, success: true);
        }

        return result;
    }

    /// <summary>Writes what the callee has left in fields, in parameters by reference, and in variables of the method around it.</summary>
    private IReadOnlyList<Value?> Write(PathSummary path, SummaryTranslator translator, ref Value? created)
    {
        var writes = path.Writes.Select(write => (Slot: translator.Translate(write.Slot), Value: translator.Translate(write.Value), Written: write.Slot)).ToList();
        Forget(path, translator);
        _evaluator.ForgetReferences(_call, path.Writes.Select(write => write.Slot));
        foreach ((Slot? slot, Value? value, Slot written) in writes)
        {
            if (created is not null && _call.Type.IsValueType && written is { Kind: SlotKind.Field, Owner.Kind: ValueKind.This })
            {
                created = _evaluator.Values.With(created, (ISymbol)written.Symbol!, value ?? _evaluator.Opaque(_call.Operation, 2000 + created.Id));
            }
            else if (slot is not null && value is not null)
            {
                _evaluator.Store(slot, value, _call.Operation);
            }
            else
            {
                Renew(slot);
            }
        }

        foreach (Slot unknown in path.Unknown)
        {
            Renew(translator.Translate(unknown));
        }

        return writes.ConvertAll(write => write.Value);
    }

    /// <summary>Whether a constructor does no more with what it was given than to put it into a field of the new object, with which it is followed.</summary>
    private bool IsPutInto(EntryEffect effect, PathSummary path) =>
        effect.Fact is { Status: TokenStatus.Escaped, Reason: EscapeReason.Stored, IsElsewhere: false } &&
        path.Writes.Any(write => write is { Slot: { Kind: SlotKind.Field, Owner.Kind: ValueKind.This }, Value.Kind: ValueKind.TokenAddress or ValueKind.TokenHandle } &&
            _summary.EntriesByToken.TryGetValue(write.Value.Token.Index, out Value? entry) && ReferenceEquals(entry, effect.Entry));

    /// <summary>A returned value that cannot be said here: the caller's tests of it still tell which way the callee took.</summary>
    private Value Unsaid(ReturnedValue returned)
    {
        Value result = _evaluator.Opaque(_call.Operation, 0, _call.Arguments);
        if (returned.Value is { IsZero: true })
        {
            return result;
        }

        if (!returned.Range.Equals(NumberRange.All))
        {
            State.Facts = State.Facts.WithRange(result, returned.Range);
        }

        if (returned.IsNull is { } isNull && !_call.Method.IsAsync)
        {
            _ = _evaluator.Context.Conditions.Assume(State, _evaluator.Values.Equal(result, _evaluator.Values.Null), isNull, _evaluator.Block);
        }

        return result;
    }

    /// <summary>A variable, or a member of a struct in one, was given a value that cannot be said here. Fields of objects have been forgotten before.</summary>
    private void Renew(Slot? slot)
    {
        if (slot is { Kind: SlotKind.Variable or SlotKind.Member })
        {
            Value previous = _evaluator.Load(slot, _call.Operation);
            _evaluator.Tokens.Forget(previous);
            _evaluator.Store(slot, _evaluator.Opaque(_call.Operation, 3000 + previous.Id), _call.Operation);
        }
    }

    private void Forget(PathSummary path, SummaryTranslator translator)
    {
        if (_summary.Effects.RunsUnseenCode)
        {
            _evaluator.ForgetMemory(_call.Operation, own: true);
        }

        _evaluator.ForgetFields(
            _call.Operation,
            path.Writes.Select(write => write.Slot).Concat(path.Unknown).Select(slot => (translator.Translate(slot), slot)).ToList());
    }

    /// <summary>What the callee left in a value that cannot be said here is somewhere all the same.</summary>
    private void EscapeUnseen(PathSummary path, SummaryTranslator translator, Value? returned, IEnumerable<Value?> written)
    {
        var seen = new HashSet<Token>();
        foreach (Value? value in written.Append(returned))
        {
            if (value is not null)
            {
                _evaluator.Context.JoinInputs.CollectTokens(value, seen);
            }
        }

        foreach ((Token token, TokenFact _) in path.Acquired)
        {
            if (translator.OwnOf(token) is { } own && !seen.Contains(own))
            {
                _evaluator.Tokens.Escape(_evaluator.Values.TokenHandle(own), EscapeReason.Stored);
            }
        }
    }

    /// <summary>What the callee wrote into fields of what it was given, so that the caller can follow it there.</summary>
    private static HashSet<Token> WrittenTokens(PathSummary path)
    {
        var tokens = new HashSet<Token>();
        foreach ((Slot _, Value value) in path.Writes)
        {
            Collect(value, tokens);
        }

        return tokens;

        static void Collect(Value value, HashSet<Token> tokens)
        {
            // An address or a pointer into it gives nobody the owner of DMA memory.
            if (value.Kind == ValueKind.TokenHandle || (value.Kind is ValueKind.TokenAddress or ValueKind.TokenPointer && value.Token.Kind != TokenKind.Dma))
            {
                tokens.Add(value.Token);
            }

            foreach (Value operand in value.Operands)
            {
                Collect(operand, tokens);
            }
        }
    }

    private void Acquire(Token token, TokenFact fact, SummaryTranslator translator, TokenStatus status)
    {
        Token own = _evaluator.Context.Tokens.At(_call.Operation, token.Kind, translator.Translate(token.Hal), _evaluator.Block, token.Index + 1);
        translator.Map(token, own);
        _evaluator.Tokens.Receive(own, new TokenFact
        {
            Status = status,
            MayHaveFailed = fact.MayHaveFailed,
            Buffer = translator.Translate(fact.Buffer),
            Direction = translator.Translate(fact.Direction),
            Pages = translator.Translate(fact.Pages),
            Detached = fact.Detached,
        });
    }

    private void Do(EntryEffect effect, SummaryTranslator translator)
    {
        if (effect.IsKept || effect.Fact.Status == TokenStatus.Failed || translator.Translate(effect.Entry) is not { } given)
        {
            return;
        }

        switch (effect.Fact.Status)
        {
            case TokenStatus.Released when effect.Fact.MayHaveFailed && given.IsZero:
                break; // the callee finds that there is nothing
            case TokenStatus.Released when effect.Fact.Release is { } release:
                Release(effect.Entry, given, release, translator);
                break;
            case TokenStatus.Escaped:
                _evaluator.EscapeDeep(given, effect.Fact.Reason == EscapeReason.None ? EscapeReason.Stored : effect.Fact.Reason);
                break;
            case TokenStatus.Lent:
                _evaluator.Tokens.LendWhole(given, _call);
                break;
            default:
                _evaluator.Tokens.Forget(given);
                break;
        }
    }

    /// <summary>On the way of an exception nothing is reported; only what became of things matters.</summary>
    private void EndQuietly(EntryEffect effect, PathSummary path, SummaryTranslator translator)
    {
        if (effect.IsKept || translator.Translate(effect.Entry) is not { } given)
        {
            return;
        }

        // What the callee has released before a throw of its own is not to be released again by who catches it, unless a flag may tell that it was.
        if (path.Exit == PathExit.Throw && path.Writes.Count == 0 && path.Unknown.Count == 0 && effect.Fact is { Status: TokenStatus.Released, MayHaveFailed: false, Release: { } release } &&
            TokenTransitions.TokenOf(given) is { } token && State.GetToken(token) is { Status: TokenStatus.Held } fact)
        {
            State.SetToken(token, fact with
            {
                Status = TokenStatus.Released,
                Release = new ReleaseInfo(release.Kind, _call.Operation, release.Hal),
                ReleasedByOwner = release.Kind is ReleaseKind.ScopeDispose or ReleaseKind.DmaDispose,
            });
        }
        else
        {
            _evaluator.Tokens.Forget(given);
        }
    }

    private bool IsAllocation(Value entry) => entry.Data switch
    {
        IParameterSymbol parameter => KnownTypes.Is(parameter.Type, _evaluator.Known.DmaAllocation),
        IFieldSymbol or IPropertySymbol => KnownTypes.Is(Members.TypeOf((ISymbol)entry.Data), _evaluator.Known.DmaAllocation),
        _ => false,
    };

    private void Release(Value entry, Value given, ReleaseInfo release, SummaryTranslator translator)
    {
        if (given.Kind == ValueKind.Default && (release.Kind is ReleaseKind.SharedUnshare or ReleaseKind.ScopeDispose))
        {
            return; // a default share holds nothing, and Unshare on it does nothing
        }

        if (release.Kind == ReleaseKind.DmaDealloc && IsAllocation(entry))
        {
            given = _evaluator.Tokens.AddressOf(given); // what came in whole is released by its address
        }

        (Token? token, TokenFact? fact) = _evaluator.Tokens.FindReleased(given);
        _evaluator.Tokens.Release(new ReleasedEvent(_evaluator.Context, State, _call.Operation, release.Kind, given)
        {
            Token = token,
            Fact = fact,
            Hal = translator.Translate(release.Hal),
            Buffer = translator.Translate(release.Buffer),
            Direction = translator.Translate(release.Direction),
            Pointer = translator.Translate(release.Pointer),
            Pages = translator.Translate(release.Pages),
            Inner = release.Operation,
            InnerBuffer = release.Buffer,
            AddressArgument = entry is { Kind: ValueKind.Parameter, Data: IParameterSymbol parameter } && parameter.Ordinal < _call.Arguments.Length
                ? _call.ArgumentExpression(parameter.Ordinal)
                : null,
        });
    }
}
