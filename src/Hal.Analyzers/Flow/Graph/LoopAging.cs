using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;

namespace Hal.Analyzers.Flow.Graph;

/// <summary>
/// A path goes back to the start of a loop: whatever the blocks of the loop made is now of an earlier iteration. The token of a share that
/// is still live becomes the older instance of its place; where there is one already, both are beyond the engine.
/// </summary>
internal sealed class LoopAging
{
    private readonly MethodContext _context;

    public LoopAging(MethodContext context) => _context = context;

    /// <summary>Ages a state that goes from block <paramref name="last"/> back to <paramref name="first"/>.</summary>
    public void Age(FlowState state, int first, int last, TokenTransitions tokens)
    {
        AgeTokens(state, first, last, tokens);
        SettleTruths(state, first, last);

        var aged = new Dictionary<Value, Value>();
        state.ForEachVariable((index, value) =>
        {
            if (value.IsBornIn(first, last))
            {
                state.SetVariable(index, Age(value, first, last, aged));
            }
        });

        foreach (KeyValuePair<Slot, Value> entry in state.Memory)
        {
            Value value = Age(entry.Value, first, last, aged);
            if (IsBornIn(entry.Key, first, last))
            {
                tokens.Drop(value);
                state.Memory = state.Memory.Remove(entry.Key);
            }
            else if (!ReferenceEquals(value, entry.Value))
            {
                state.Memory = state.Memory.SetItem(entry.Key, value);
            }
        }

        state.ForEachToken((index, fact) =>
        {
            TokenFact renewed = AgeFact(fact, state.Facts, first, last, aged);
            if (!ReferenceEquals(renewed, fact))
            {
                state.SetToken(_context.Tokens[index], renewed);
            }
        });

        PathFacts before = state.Facts;
        state.Facts = before.Forget(first, last);
        AgeRanges(state, before, first, last, aged);
        AgeDistances(state, before, first, last, aged);
        AgePresence(state, before, aged);
        state.Epoch = Age(state.Epoch, first, last, aged);
        foreach (KeyValuePair<Microsoft.CodeAnalysis.ISymbol, Value> entry in state.MemberEpochs)
        {
            state.MemberEpochs = state.MemberEpochs.SetItem(entry.Key, Age(entry.Value, first, last, aged));
        }

        state.Ended = state.Ended.RemoveRange(state.Ended.Keys.Where(memory => memory.IsBornIn(first, last)));
        state.ForeignEpoch = Age(state.ForeignEpoch, first, last, aged);
        state.SizeEpoch = Age(state.SizeEpoch, first, last, aged);
    }

    /// <summary>Between which bounds a number was is still known of the older one; where that stands for those of several turns, of all of them.</summary>
    private void AgeRanges(FlowState state, PathFacts before, int first, int last, Dictionary<Value, Value> aged)
    {
        foreach (KeyValuePair<Value, NumberRange> range in before.Ranges)
        {
            // The length of a buffer that is still there.
            if (range.Key.Operands.Any(aged.ContainsKey))
            {
                Age(range.Key, first, last, aged);
            }
        }

        foreach (IGrouping<Value, Value> same in aged.GroupBy(entry => entry.Value, entry => entry.Key))
        {
            NumberRange range = same.Select(before.RangeOf).Aggregate((left, right) => left.Hull(right));
            if (!range.Equals(NumberRange.All))
            {
                state.Facts = state.Facts.WithRange(same.Key, range);
            }
        }
    }

    /// <summary>How far the counter of this turn was from its bound tells how far the next turn's is.</summary>
    private void AgeDistances(FlowState state, PathFacts before, int first, int last, Dictionary<Value, Value> aged)
    {
        foreach (KeyValuePair<Distance, NumberRange> entry in before.Distances)
        {
            (Value from, Value to) = (entry.Key.From, entry.Key.To);
            bool isPast = from.MentionsAged || to.MentionsAged;
            if (!isPast && from.IsBornIn(first, last) != to.IsBornIn(first, last))
            {
                Value difference = _context.Values.Subtract(Age(to, first, last, aged), Age(from, first, last, aged));
                state.Facts = state.Facts.WithRange(difference, entry.Value);
            }
        }
    }

    /// <summary>What was there, or was not, in this turn is still so of the older one.</summary>
    private void AgePresence(FlowState state, PathFacts before, Dictionary<Value, Value> aged)
    {
        foreach (KeyValuePair<Value, bool> truth in before.Truths)
        {
            if (ValueTable.IsPure(truth.Key, PureOperator.Equal) && truth.Key.Operands.Length == 2 && truth.Key.Operands.Any(operand => operand.IsNull) &&
                truth.Key.Operands.FirstOrDefault(operand => !operand.IsNull) is { } tested &&
                aged.TryGetValue(tested, out Value? older) && !ReferenceEquals(tested, older) &&
                _context.Values.Equal(older, _context.Values.Null) is { Kind: ValueKind.Pure } absent && !ValueTable.IsPure(absent, PureOperator.Not))
            {
                state.Facts = state.Facts.WithKnown(absent, truth.Value);
            }
        }
    }

    /// <summary>A flag of this turn that was tested is as good as the constant, which the next turn of the loop still knows.</summary>
    private void SettleTruths(FlowState state, int first, int last) => state.ForEachVariable((index, value) =>
    {
        if (value.Kind != ValueKind.Constant && value.IsBornIn(first, last) && state.Facts.TryGetTruth(value, out bool truth))
        {
            state.SetVariable(index, _context.Values.Truth(truth));
        }
    });

    private static bool IsBornIn(Slot slot, int first, int last)
    {
        foreach (Value part in slot.Parts)
        {
            if (part.IsBornIn(first, last))
            {
                return true;
            }
        }

        return false;
    }

    private void AgeTokens(FlowState state, int first, int last, TokenTransitions tokens)
    {
        HashSet<Token>? held = null;
        state.ForEachToken((index, fact) =>
        {
            Token token = _context.Tokens[index];
            if (token.Kind == TokenKind.Foreign)
            {
                if (fact.Buffer is { } address && address.IsBornIn(first, last))
                {
                    state.SetToken(token, null);
                }

                return;
            }

            if (token.Older is not { } older || token.Block < first || token.Block > last)
            {
                return;
            }

            state.SetToken(token, null);
            held ??= tokens.HeldTokens();
            if (state.GetToken(older) is not { } earlier || !held.Contains(older))
            {
                state.SetToken(older, fact);
            }
            else
            {
                // Two instances besides the one to come: which of them a later release ends cannot be told.
                bool anyLive = fact.IsLive || earlier.IsLive;
                TokenFact together = anyLive ? fact with { Status = TokenStatus.Escaped } : TokenFact.Join(earlier, fact)!;
                state.SetToken(older, together with { IsSeveral = true });
            }
        });
    }

    private TokenFact AgeFact(TokenFact fact, PathFacts facts, int first, int last, Dictionary<Value, Value> aged)
    {
        Value? buffer = AgeOrNull(fact.Buffer);
        Value? direction = AgeOrNull(fact.Direction);
        Value? pages = AgeOrNull(fact.Pages);
        Value? result = AgeOrNull(fact.LendResult);
        return ReferenceEquals(buffer, fact.Buffer) && ReferenceEquals(direction, fact.Direction) && ReferenceEquals(pages, fact.Pages) &&
            ReferenceEquals(result, fact.LendResult)
            ? fact
            : fact with { Buffer = buffer, Direction = direction, Pages = pages, LendResult = result, Outcome = ReturnValue.OutcomeOf(fact, facts) };

        Value? AgeOrNull(Value? value) => value is null ? null : Age(value, first, last, aged);
    }

    private Value Age(Value value, int first, int last, Dictionary<Value, Value> aged)
    {
        if (!value.IsBornIn(first, last))
        {
            return value;
        }

        if (aged.TryGetValue(value, out Value? known))
        {
            return known;
        }

        // The parts first, so that the tokens in an aged value are the older instances too.
        Value renewed = _context.Values.Rewrite(value, part => part.IsBornIn(first, last) ? AgeLeaf(part) : part);
        if (value.Kind is ValueKind.Result or ValueKind.Allocation or ValueKind.Join)
        {
            renewed = _context.Values.Aged(renewed);
        }

        aged.Add(value, renewed);
        foreach (Value part in value.Operands)
        {
            Age(part, first, last, aged);
        }

        return renewed;

        Value? AgeLeaf(Value part)
        {
            switch (part.Kind)
            {
                case ValueKind.TokenAddress when part.Token.Older is { } older:
                    return _context.Values.TokenAddress(older);
                case ValueKind.TokenPointer when part.Token.Older is { } older:
                    return _context.Values.TokenPointer(older);
                case ValueKind.TokenHandle when part.Token.Older is { } older:
                    return _context.Values.TokenHandle(older);
                case ValueKind.Result or ValueKind.Allocation or ValueKind.Join when !ReferenceEquals(part, value):
                    return Age(part, first, last, aged);
                default:
                    return null;
            }
        }
    }
}
