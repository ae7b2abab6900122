using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Batches;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Graph;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Hal.Analyzers.Flow.State;

/// <summary>
/// What is known on a set of paths at a point of a method: what the variables and the memory hold, what became of each token, and what the
/// branches established. Changed in place while a block runs, copied where paths part.
/// </summary>
internal sealed class FlowState
{
    private static readonly ImmutableDictionary<ISymbol, Value> NoEpochs =
        ImmutableDictionary<ISymbol, Value>.Empty.WithComparers(SymbolEqualityComparer.Default);

    // Of more numbers that change in one place the first are taken.
    private const int MostPaired = 6;

    private readonly CowArray<Value> _variables;
    private readonly CowArray<TokenFact> _tokens;

    public FlowState(Value epoch)
    {
        _variables = new CowArray<Value>();
        _tokens = new CowArray<TokenFact>();
        Epoch = epoch;
        ForeignEpoch = epoch;
        SizeEpoch = epoch;
    }

    private FlowState(FlowState other)
    {
        _variables = other._variables.Copy();
        _tokens = other._tokens.Copy();
        Memory = other.Memory;
        Facts = other.Facts;
        Epoch = other.Epoch;
        ForeignEpoch = other.ForeignEpoch;
        SizeEpoch = other.SizeEpoch;
        MemberEpochs = other.MemberEpochs;
        Escaped = other.Escaped;
        Lent = other.Lent;
        Opened = other.Opened;
        Ended = other.Ended;
        HasDelegates = other.HasDelegates;
        Outcomes = other.Outcomes;
        Doubtful = other.Doubtful;
        Caught = other.Caught;
        Trail = other.Trail;
        Thrower = other.Thrower;
        TokenHash = other.TokenHash;
        EndedTokenHash = other.EndedTokenHash;
        DetailHash = other.DetailHash;
        MovedHash = other.MovedHash;
    }

    /// <summary>What memory holds that this method wrote: fields, elements and pointees by location.</summary>
    public ImmutableDictionary<Slot, Value> Memory { get; set; } = ImmutableDictionary<Slot, Value>.Empty;

    public PathFacts Facts { get; set; } = PathFacts.None;

    /// <summary>Names the contents of the fields of this compilation's types that this method did not write; see <see cref="ValueTable.Memory"/>.</summary>
    public Value Epoch { get; set; }

    /// <summary>The epochs of single members that a known method has written since, each on its own.</summary>
    public ImmutableDictionary<ISymbol, Value> MemberEpochs { get; set; } = NoEpochs;

    /// <summary>The same for all other memory: elements, and members of other assemblies' types. It changes at every call.</summary>
    public Value ForeignEpoch { get; set; }

    /// <summary>The same for the sizes of collections.</summary>
    public Value SizeEpoch { get; set; }

    /// <summary>Objects that this method made and has let out of its hands.</summary>
    public ImmutableHashSet<Value> Escaped { get; set; } = ImmutableHashSet<Value>.Empty;

    /// <summary>Objects that this method made and has shown to code that the engine does not see: their fields may be anything.</summary>
    public ImmutableHashSet<Value> Lent { get; set; } = ImmutableHashSet<Value>.Empty;

    /// <summary>What was done with arrays and collections in local variables but to fill them.</summary>
    public ImmutableHashSet<TableOpening> Opened { get; set; } = ImmutableHashSet<TableOpening>.Empty;

    /// <summary>The memory that has ended, by what kept it alive; and where.</summary>
    public ImmutableDictionary<Value, MemoryEndedEvent> Ended { get; set; } = ImmutableDictionary<Value, MemoryEndedEvent>.Empty;

    /// <summary>Whether a lambda or local function that uses variables of the method may be run by anyone.</summary>
    public bool HasDelegates { get; set; }

    /// <summary>How the conditions that the method tests more than once came out: two bits a condition, see <see cref="Graph.RepeatedConditions"/>.</summary>
    public ulong Outcomes { get; set; }

    /// <summary>
    /// Whether the path contradicts itself in a test that need not repeat itself: a field or a call that came out differently. It may be
    /// taken, but nothing is reported for it.
    /// </summary>
    public bool Doubtful { get; set; }

    /// <summary>The branches that were taken, newest first.</summary>
    public Decision? Trail { get; set; }

    /// <summary>The operation whose exception the path follows.</summary>
    public Microsoft.CodeAnalysis.IOperation? Thrower { get; set; }

    /// <summary>The exception that entered each handler the path is in, which <c>throw;</c> throws again.</summary>
    public ImmutableDictionary<ControlFlowRegion, ThrowInfo> Caught { get; set; } = ImmutableDictionary<ControlFlowRegion, ThrowInfo>.Empty;

    /// <summary>A hash of what became of every token; states with the same hash may join.</summary>
    public ulong TokenHash { get; private set; }

    /// <summary>A hash of the directions and states of ownership by which what is live was acquired, where they are constants.</summary>
    public ulong DetailHash { get; private set; }

    /// <summary>The same, where everything that this method need no longer release counts as one.</summary>
    public ulong EndedTokenHash { get; private set; }

    /// <summary>
    /// A hash of the variables that hold the address of something acquired, moved by an offset, or a buffer that was cut from another: none that a
    /// share can be released by which the whole was made with.
    /// </summary>
    public ulong MovedHash { get; private set; }

    /// <summary>Whether anything was acquired or released on the path.</summary>
    public bool HasTokens => TokenHash != 0;

    public FlowState Copy() => new(this);

    public bool HasEscaped(Value made) => Escaped.Contains(made);

    public Value? GetVariable(int index) => _variables[index];

    public void SetVariable(int index, Value? value)
    {
        MovedHash ^= MovedHashOf(index, _variables[index]) ^ MovedHashOf(index, value);
        _variables[index] = value;
    }

    public void ForEachVariable(System.Action<int, Value> visit) => _variables.ForEach(visit);

    public TokenFact? GetToken(Token token) => _tokens[token.Index];

    public TokenStatus StatusOf(Token token) => _tokens[token.Index]?.Status ?? TokenStatus.None;

    public void SetToken(Token token, TokenFact? fact) => SetToken(token.Index, fact);

    /// <summary>Calls <paramref name="visit"/> with the index of every token that was acquired.</summary>
    public void ForEachToken(System.Action<int, TokenFact> visit) => _tokens.ForEach(visit);

    /// <summary>Joins <paramref name="other"/> into a copy of this state, at the start of <paramref name="block"/>.</summary>
    public FlowState Join(
        FlowState other, int block, ValueTable values, KnownTypes known, VariableTable variables, JoinInputs inputs, LoopBounds bounds)
    {
        FlowState joined = Copy();
        var numbers = new List<(Value Mine, Value Theirs, Value Join)>();
        var endedJoins = new Dictionary<Value, MemoryEndedEvent>();
        joined.Facts = PathFacts.Join(Facts, other.Facts, values);
        _variables.ForEachDifference(other._variables, (index, mine, theirs) =>
            joined.SetVariable(index, JoinValues(mine, theirs, variables.LocationAt(index))));
        _tokens.ForEachDifference(other._tokens, (index, mine, theirs) =>
            joined.SetToken(index, TokenFact.Join(Settle(mine, Facts), Settle(theirs, other.Facts))));

        if (!ReferenceEquals(Memory, other.Memory))
        {
            foreach (KeyValuePair<Slot, Value> entry in Memory)
            {
                Value? theirs = other.Memory.TryGetValue(entry.Key, out Value? found) ? found : null;
                joined.Memory = joined.Memory.SetItem(entry.Key, JoinValues(entry.Value, theirs, entry.Key));
            }

            foreach (KeyValuePair<Slot, Value> entry in other.Memory)
            {
                if (!Memory.ContainsKey(entry.Key))
                {
                    joined.Memory = joined.Memory.SetItem(entry.Key, JoinValues(null, entry.Value, entry.Key));
                }
            }
        }

        JoinPairs(joined, other, numbers, values, bounds);
        joined.Epoch = ReferenceEquals(Epoch, other.Epoch) ? Epoch : values.Join(block, "epoch", mentionsToken: false);
        joined.MemberEpochs = JoinEpochs(MemberEpochs, other.MemberEpochs, Epoch, other.Epoch, block, values);
        joined.ForeignEpoch = ReferenceEquals(ForeignEpoch, other.ForeignEpoch) ? ForeignEpoch : values.Join(block, "foreign epoch", mentionsToken: false);
        joined.SizeEpoch = ReferenceEquals(SizeEpoch, other.SizeEpoch) ? SizeEpoch : values.Join(block, "size epoch", mentionsToken: false);
        joined.Escaped = ReferenceEquals(Escaped, other.Escaped) ? Escaped : Escaped.Union(other.Escaped);
        joined.Lent = ReferenceEquals(Lent, other.Lent) ? Lent : Lent.Union(other.Lent);
        joined.Opened = ReferenceEquals(Opened, other.Opened) ? Opened : Opened.Union(other.Opened);
        joined.Ended = ReferenceEquals(Ended, other.Ended)
            ? Ended
            : Ended.RemoveRange(Ended.Where(entry => !other.Ended.TryGetValue(entry.Key, out MemoryEndedEvent? theirs) ||
                !ReferenceEquals(theirs.Operation, entry.Value.Operation)).Select(entry => entry.Key)).SetItems(endedJoins);
        joined.HasDelegates = HasDelegates || other.HasDelegates;
        joined.Outcomes = CommonOutcomes(Outcomes, other.Outcomes);
        joined.Doubtful = Doubtful && other.Doubtful;
        joined.Trail = Decision.Common(Trail, other.Trail);
        joined.Caught = ReferenceEquals(Caught, other.Caught)
            ? Caught
            : Caught.RemoveRange(Caught.Where(entry => !other.Caught.TryGetValue(entry.Key, out ThrowInfo? theirs) || !theirs.Equals(entry.Value)).Select(entry => entry.Key));
        return joined;

        Value JoinValues(Value? mine, Value? theirs, Slot location)
        {
            if (mine is not null && ReferenceEquals(mine, theirs))
            {
                return mine;
            }

            if (mine is not null && theirs is not null && values.FindReplaced(mine, theirs) is { } replaced)
            {
                return JoinMembers(mine, theirs, replaced, location);
            }

            // A flag that came out alike on both paths is as good as the constant, whatever made it.
            if (mine is not null && theirs is not null && Facts.TruthOf(mine) is { } truth && other.Facts.TruthOf(theirs) == truth)
            {
                return values.Truth(truth);
            }

            Value join = values.Join(block, location, mine is { MentionsToken: true } || theirs is { MentionsToken: true });
            inputs.Add(join, mine);
            inputs.Add(join, theirs);

            // What has ended by the same statement on both paths has ended, whichever of them it is.
            if (mine is not null && theirs is not null && Ended.TryGetValue(mine, out MemoryEndedEvent? ended) && other.Ended.TryGetValue(theirs, out MemoryEndedEvent? alike) &&
                ReferenceEquals(ended.Operation, alike.Operation))
            {
                endedJoins[join] = alike;
            }

            if (mine is not null && theirs is not null && IsNumber(mine) && IsNumber(theirs))
            {
                numbers.Add((mine, theirs, join));
                JoinRanges(joined, Facts.RangeOf(mine), other.Facts.RangeOf(theirs), join, goesRound: ReferenceEquals(mine, join) ? bounds : null);
                foreach (Value apart in Distances.Known(Facts, other.Facts, mine, theirs, join, values))
                {
                    JoinRanges(
                        joined,
                        Facts.RangeOf(values.Subtract(mine, apart)),
                        other.Facts.RangeOf(values.Subtract(theirs, apart)),
                        values.Subtract(join, apart),
                        goesRound: ReferenceEquals(mine, join) ? bounds : null);
                }
            }

            return join;
        }

        // How a lending call came out is known on its own path only.
        static TokenFact? Settle(TokenFact? fact, PathFacts facts) =>
            fact is { LentAt: not null } && ReturnValue.OutcomeOf(fact, facts) is var outcome && outcome != fact.Outcome
                ? fact with { Outcome = outcome }
                : fact;

        // A struct of which both paths replaced members: what the others hold stays known, and each of these is joined by itself.
        Value JoinMembers(Value mine, Value theirs, IReadOnlyCollection<ISymbol> replaced, Slot location)
        {
            Value result = mine;
            foreach (ISymbol member in replaced)
            {
                Slot part = Slot.Member(location, member);
                Value left = values.Member(mine, member, part.Type!, known);
                Value right = values.Member(theirs, member, part.Type!, known);
                result = values.With(result, member, JoinValues(left, right, part));
            }

            return result;
        }
    }

    private static ImmutableDictionary<ISymbol, Value> JoinEpochs(
        ImmutableDictionary<ISymbol, Value> mine, ImmutableDictionary<ISymbol, Value> theirs, Value epoch, Value otherEpoch, int block, ValueTable values)
    {
        if (ReferenceEquals(mine, theirs))
        {
            return mine;
        }

        ImmutableDictionary<ISymbol, Value> joined = mine;
        foreach (ISymbol member in mine.Keys.Concat(theirs.Keys))
        {
            Value left = mine.TryGetValue(member, out Value? own) ? own : epoch;
            Value right = theirs.TryGetValue(member, out Value? other) ? other : otherEpoch;
            joined = joined.SetItem(member, ReferenceEquals(left, right) ? left : values.Join(block, member, mentionsToken: false));
        }

        return joined;
    }

    private static bool SameEpochs(ImmutableDictionary<ISymbol, Value> mine, ImmutableDictionary<ISymbol, Value> theirs) =>
        ReferenceEquals(mine, theirs) ||
        (mine.Count == theirs.Count && mine.All(entry => theirs.TryGetValue(entry.Key, out Value? other) && ReferenceEquals(entry.Value, other)));

    /// <summary>How far two numbers are apart that both change: what is left, and the piece that is taken next.</summary>
    private void JoinPairs(FlowState joined, FlowState other, List<(Value Mine, Value Theirs, Value Join)> numbers, ValueTable values, LoopBounds bounds)
    {
        int count = Math.Min(numbers.Count, MostPaired);
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                NumberRange mine = Facts.RangeOf(values.Subtract(numbers[i].Mine, numbers[j].Mine));
                NumberRange theirs = other.Facts.RangeOf(values.Subtract(numbers[i].Theirs, numbers[j].Theirs));
                bool goesRound = ReferenceEquals(numbers[i].Mine, numbers[i].Join) || ReferenceEquals(numbers[j].Mine, numbers[j].Join);
                JoinRanges(joined, mine, theirs, values.Subtract(numbers[i].Join, numbers[j].Join), goesRound ? bounds : null);
            }
        }
    }

    /// <summary>A number that was between bounds on both paths is between the outer ones now.</summary>
    private static void JoinRanges(FlowState joined, NumberRange mine, NumberRange theirs, Value join, LoopBounds? goesRound)
    {
        NumberRange range = goesRound?.Widen(mine, theirs) ?? mine.Hull(theirs);
        if (range.Minimum != long.MinValue || range.Maximum != long.MaxValue)
        {
            joined.Facts = joined.Facts.WithRange(join, range);
        }
    }

    /// <summary>Whether nothing that matters for the rest of the method differs.</summary>
    public bool SameAs(FlowState other)
    {
        bool same = TokenHash == other.TokenHash &&
            ReferenceEquals(Epoch, other.Epoch) &&
            ReferenceEquals(ForeignEpoch, other.ForeignEpoch) &&
            ReferenceEquals(SizeEpoch, other.SizeEpoch) &&
            SameEpochs(MemberEpochs, other.MemberEpochs) &&
            HasDelegates == other.HasDelegates &&
            Escaped.Count == other.Escaped.Count &&
            Lent.Count == other.Lent.Count &&
            Opened.Count == other.Opened.Count &&
            Ended.Count == other.Ended.Count &&
            Outcomes == other.Outcomes &&
            Doubtful == other.Doubtful &&
            ReferenceEquals(Trail, other.Trail) &&
            Caught.Count == other.Caught.Count &&
            Facts.SameAs(other.Facts);
        if (!same)
        {
            return false;
        }

        _variables.ForEachDifference(other._variables, (_, _, _) => same = false);
        _tokens.ForEachDifference(other._tokens, (_, mine, theirs) => same &= mine is not null && mine.Equals(theirs));
        if (!same || ReferenceEquals(Memory, other.Memory))
        {
            return same;
        }

        if (Memory.Count != other.Memory.Count)
        {
            return false;
        }

        foreach (KeyValuePair<Slot, Value> entry in Memory)
        {
            if (!other.Memory.TryGetValue(entry.Key, out Value? theirs) || !ReferenceEquals(entry.Value, theirs))
            {
                return false;
            }
        }

        return true;
    }

    private static ulong MovedHashOf(int index, Value? value) => value switch
    {
        { Kind: ValueKind.Linear, MentionsToken: true } when Array.Exists(value.Operands, operand => operand.Kind == ValueKind.TokenAddress) => Mix(index, 1),
        { Kind: ValueKind.Buffer } => Mix(index, 2),
        _ => 0,
    };

    private static bool IsNumber(Value value) =>
        value.Kind is ValueKind.Join or ValueKind.Linear or ValueKind.Parameter or ValueKind.Result or ValueKind.Memory ||
        (value.Kind == ValueKind.Aged && IsNumber(value.Operands[0])) || ValueTable.IsPure(value, PureOperator.Length) ||
        value.Extra is BufferPart.Length or IMethodSymbol || value.IsConstant(out long _);

    // Two bits a condition: it was tested, and how it came out. What two paths disagree on counts as not tested.
    private static ulong CommonOutcomes(ulong left, ulong right)
    {
        ulong differs = left ^ right;
        const ulong Low = 0x5555555555555555;
        ulong pairs = (differs | (differs >> 1)) & Low;
        return left & ~(pairs | (pairs << 1));
    }

    private static ulong Mix(int index, int status)
    {
        unchecked
        {
            ulong hash = ((ulong)(uint)index << 32 | (uint)status) * 0x9E3779B97F4A7C15;
            hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
            return hash ^ (hash >> 32);
        }
    }

    private void SetToken(int index, TokenFact? fact)
    {
        TokenFact? previous = _tokens[index];
        _tokens[index] = fact;
        TokenHash ^= HashOf(index, previous) ^ HashOf(index, fact);
        EndedTokenHash ^= EndedHashOf(index, previous) ^ EndedHashOf(index, fact);
        DetailHash ^= DetailHashOf(index, previous) ^ DetailHashOf(index, fact);

        static ulong HashOf(int index, TokenFact? fact) => fact is null
            ? 0
            : Mix(index, (int)fact.Status | (fact.MayHaveFailed ? 64 : 0) | (fact.Detached ? 128 : 0) | (fact.ReleasedByOwner ? 256 : 0));

        static ulong DetailHashOf(int index, TokenFact? fact) =>
            fact is { IsLive: true, Direction: { Kind: ValueKind.Constant } direction } ? Mix(index, direction.Id) : 0;

        static ulong EndedHashOf(int index, TokenFact? fact) =>
            fact is { IsLive: true } or { Status: TokenStatus.Escaped, Keeper.Member: ILocalSymbol } ? HashOf(index, fact) : 0;
    }
}
