using System;
using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Values;

/// <summary>
/// Makes the values of one method. Interned: the same parts give the same instance. Every factory brings what it makes into one form, so
/// that <c>p + 4 + 4</c> and <c>p + 8</c>, or <c>n &gt; 0</c> and <c>!(n &lt; 1)</c>, are the same value.
/// </summary>
internal sealed class ValueTable
{
    private static readonly Value[] NoOperands = Array.Empty<Value>();

    private readonly Dictionary<Key, Value> _values = new(KeyComparer.Instance);

    public ValueTable()
    {
        Null = Intern(ValueKind.Constant, null, null, NoOperands);
        Zero = Number(0);
        True = Constant(true);
        False = Constant(false);
        This = Intern(ValueKind.This, null, null, NoOperands);
        EntryEpoch = Constant("entry");
    }

    public Value Null { get; }

    public Value Zero { get; }

    public Value True { get; }

    public Value False { get; }

    public Value This { get; }

    /// <summary>The memory epoch in which the method was entered; see <see cref="Memory"/>.</summary>
    public Value EntryEpoch { get; }

    public int Count => _values.Count;

    public Value Number(long number) => Intern(ValueKind.Constant, number, null, NoOperands);

    public Value Truth(bool truth) => truth ? True : False;

    /// <summary>A constant as the compiler gives it. Integers, enums and characters all become 64-bit numbers.</summary>
    public Value Constant(object? value) => value switch
    {
        null => Null,
        bool or string or double or float or decimal => Intern(ValueKind.Constant, value, null, NoOperands),
        ulong number => Number(unchecked((long)number)),
        char character => Number(character),
        _ => Number(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    /// <summary>All bits zero of <paramref name="type"/>.</summary>
    public Value DefaultOf(ITypeSymbol? type, KnownTypes known)
    {
        if (type is null || type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Null;
        }

        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.Enum || known.IsAddress(type))
        {
            return Zero;
        }

        if (type.SpecialType == SpecialType.System_Boolean)
        {
            return False;
        }

        if (Numbers.IsIntegral(type))
        {
            return Zero;
        }

        return known.IsBufferLike(type) ? Buffer(Zero, Zero) : Intern(ValueKind.Default, type, null, NoOperands);
    }

    public Value Parameter(IParameterSymbol parameter) => Intern(ValueKind.Parameter, parameter, null, NoOperands);

    public Value Unassigned(ISymbol variable) => Intern(ValueKind.Unassigned, variable, null, NoOperands);

    /// <summary>The opaque result of an operation.</summary>
    /// <param name="site">The operation, or whatever else stands for the place.</param>
    /// <param name="index">Which result: 0 for the value, 1 and up for arguments passed by reference.</param>
    /// <param name="block">The ordinal of the block that makes it.</param>
    /// <param name="inputs">The values that it may be made of: a release of the result may be a release of one of them.</param>
    public Value Result(object site, int index, int block, params Value[] inputs) =>
        Intern(ValueKind.Result, site, index, inputs, block);

    /// <summary>Fresh memory, or a fresh object.</summary>
    public Value Allocation(IOperation site, int block) => Intern(ValueKind.Allocation, site, null, NoOperands, block, ValueTraits.MentionsObject);

    /// <summary>The value of <paramref name="slot"/> where paths meet in a block.</summary>
    /// <param name="block">The ordinal of the block.</param>
    /// <param name="slot">The location that held them.</param>
    /// <param name="mentionsToken">Whether one of them mentions a token; a join with and one without are two values.</param>
    public Value Join(int block, object slot, bool mentionsToken) =>
        Intern(ValueKind.Join, slot, (block, mentionsToken), NoOperands, block, mentionsToken ? ValueTraits.MentionsToken : ValueTraits.None);

    /// <summary>
    /// What memory held when it was first read in an epoch. An epoch ends where code runs that the engine does not see: reads in one epoch
    /// are equal, reads in two are unknown.
    /// </summary>
    /// <param name="owner">The object, <see cref="Null"/> for a static member.</param>
    /// <param name="member">The field or property, or the kind of element.</param>
    /// <param name="type">The type of what it holds.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="index">The index of an element, else <see cref="Null"/>.</param>
    public Value Memory(Value owner, object member, ITypeSymbol? type, Value epoch, Value index) =>
        Intern(ValueKind.Memory, member, type, new[] { owner, epoch, index });

    /// <summary>A member of a struct value; a member that was replaced is what it was replaced by.</summary>
    /// <param name="value">The struct.</param>
    /// <param name="member">The member, in its canonical form.</param>
    /// <param name="type">The type of what it holds.</param>
    /// <param name="known">The types of the API, whose zero has a form of its own.</param>
    public Value Member(Value value, ISymbol member, ITypeSymbol type, KnownTypes known)
    {
        while (value.Kind == ValueKind.With)
        {
            if (SymbolEqualityComparer.Default.Equals((ISymbol)value.Data!, member))
            {
                return value.Operands[1];
            }

            value = value.Operands[0];
        }

        return value.Kind == ValueKind.Default ? DefaultOf(type, known) : Intern(ValueKind.Member, member, type, new[] { value });
    }

    /// <summary>A struct value with one member replaced.</summary>
    public Value With(Value value, ISymbol member, Value replacement)
    {
        // Replacing a member twice leaves one replacement: the chain is no longer than the struct has members.
        if (value.Kind == ValueKind.With)
        {
            if (SymbolEqualityComparer.Default.Equals((ISymbol)value.Data!, member))
            {
                return With(value.Operands[0], member, replacement);
            }

            Value inner = With(value.Operands[0], member, replacement);
            if (inner.Kind == ValueKind.With && ReferenceEquals(inner.Operands[0], value.Operands[0]))
            {
                return Intern(ValueKind.With, member, null, new[] { value, replacement });
            }

            return Intern(ValueKind.With, value.Data, null, new[] { inner, value.Operands[1] });
        }

        return Intern(ValueKind.With, member, null, new[] { value, replacement });
    }

    /// <summary>The members that two values of one struct replaced, where the rest of them is the same.</summary>
    public IReadOnlyCollection<ISymbol>? FindReplaced(Value left, Value right)
    {
        if (left.Kind != ValueKind.With && right.Kind != ValueKind.With)
        {
            return null;
        }

        // In the order in which they were replaced, so that the result does not depend on anything else.
        var members = new List<ISymbol>();
        return ReferenceEquals(Strip(left), Strip(right)) ? members : null;

        Value Strip(Value value)
        {
            if (value.Kind != ValueKind.With)
            {
                return value;
            }

            Value inner = Strip(value.Operands[0]);
            var member = (ISymbol)value.Data!;
            if (!members.Exists(other => SymbolEqualityComparer.Default.Equals(other, member)))
            {
                members.Add(member);
            }

            return inner;
        }
    }

    public Value AddressOf(Slot location) =>
        Intern(ValueKind.AddressOf, location, null, location.Parts);

    /// <summary>The range of <paramref name="length"/> bytes at <paramref name="pointer"/>.</summary>
    public Value Buffer(Value pointer, Value length)
    {
        // The range that covers all of an opaque buffer is that buffer.
        if (pointer.Kind == ValueKind.Pure && pointer.Extra is BufferPart.Pointer &&
            length.Kind == ValueKind.Pure && length.Extra is BufferPart.Length &&
            ReferenceEquals(pointer.Operands[0], length.Operands[0]))
        {
            return pointer.Operands[0];
        }

        return Intern(ValueKind.Buffer, null, null, new[] { pointer, length });
    }

    /// <summary>The pointer of a buffer or span.</summary>
    public Value PointerOf(Value buffer) =>
        buffer.Kind == ValueKind.Buffer ? buffer.Operands[0] : Pure(PureOperator.Other, BufferPart.Pointer, buffer);

    /// <summary>The length of a buffer or span.</summary>
    public Value LengthOf(Value buffer) =>
        buffer.Kind == ValueKind.Buffer ? buffer.Operands[1] : Pure(PureOperator.Other, BufferPart.Length, buffer);

    public Value TokenAddress(Token token) => Intern(ValueKind.TokenAddress, token, null, NoOperands, token.Block, ValueTraits.MentionsToken);

    public Value TokenPointer(Token token) => Intern(ValueKind.TokenPointer, token, null, NoOperands, token.Block, ValueTraits.MentionsToken);

    public Value TokenHandle(Token token) => Intern(ValueKind.TokenHandle, token, null, NoOperands, token.Block, ValueTraits.MentionsToken);

    /// <summary>An unknown older instance of <paramref name="value"/>.</summary>
    public Value Aged(Value value) => value.Kind == ValueKind.Aged
        ? value
        : Intern(ValueKind.Aged, null, null, new[] { value }, noBirth: true, traits: ValueTraits.MentionsAged);

    public Value Pure(PureOperator @operator, object? extra, params Value[] operands) =>
        Intern(ValueKind.Pure, @operator, extra, operands);

    public Value Not(Value value)
    {
        if (value.IsConstant(out bool truth))
        {
            return Truth(!truth);
        }

        return IsPure(value, PureOperator.Not) ? value.Operands[0] : Pure(PureOperator.Not, null, value);
    }

    public Value And(Value left, Value right)
    {
        if (left.IsConstant(out bool truth))
        {
            return truth ? right : False;
        }

        if (right.IsConstant(out truth))
        {
            return truth ? left : False;
        }

        return ReferenceEquals(left, right) ? left : Pure(PureOperator.And, null, left, right);
    }

    public Value Or(Value left, Value right) => Not(And(Not(left), Not(right)));

    /// <summary>Whether two values are equal, as a value.</summary>
    public Value Equal(Value left, Value right)
    {
        if (ReferenceEquals(left, right) && !left.MentionsAged)
        {
            return True;
        }

        if (left.Kind == ValueKind.Constant && right.Kind == ValueKind.Constant)
        {
            return Truth(Equals(left.Data, right.Data));
        }

        if (left.IsConstant(out bool truth) || right.IsConstant(out truth))
        {
            Value other = left.Kind == ValueKind.Constant ? right : left;
            return truth ? other : Not(other);
        }

        if (OtherForm(left, right) is { } same)
        {
            return same;
        }

        if (IsBitOf(left, right) || IsBitOf(right, left))
        {
            // One bit is set where it is not clear.
            return Not(Equal(left.Kind == ValueKind.Constant ? right : left, Zero));
        }

        if (LimitOf(left, right) is { } limit)
        {
            return limit;
        }

        Value difference = Subtract(left, right);
        if (difference.IsConstant(out long distance) && !difference.MentionsAged && !left.MentionsAged)
        {
            return Truth(distance == 0);
        }

        if (SingleTerm(difference, out Value term, out long constant, out bool negative))
        {
            if (constant == 0 && NaturalRange.Of(term).Minimum == 0)
            {
                return Less(term, Number(1)); // a count that is 0 is one that is not above 0
            }

            // term + constant == 0, or -term + constant == 0
            return Pure(PureOperator.Equal, null, term, Number(negative ? constant : unchecked(-constant)));
        }

        if (difference.Kind == ValueKind.Linear && (LinearSum)difference.Extra! is { Coefficients.Length: 2 } pair &&
            pair.Coefficients[0] * pair.Coefficients[1] == -1)
        {
            // a - b + c == 0, however it was written: a == b - c.
            long apart = pair.Coefficients[0] == 1 ? unchecked(-pair.Constant) : pair.Constant;
            return Pure(PureOperator.Equal, null, difference.Operands[0], Add(difference.Operands[1], Number(apart)));
        }

        return left.Id < right.Id ? Pure(PureOperator.Equal, null, left, right) : Pure(PureOperator.Equal, null, right, left);
    }

    /// <summary>A question that is asked in more than one form, in the one: a bit that is moved down, a remainder by a power of two, an empty text.</summary>
    private Value? OtherForm(Value left, Value right)
    {
        (Value tested, Value constant) = left.Kind == ValueKind.Constant ? (right, left) : (left, right);
        if (constant is { Kind: ValueKind.Constant, Data: string { Length: 0 } })
        {
            return Equal(Pure(PureOperator.Length, null, tested), Zero);
        }

        if (!constant.IsConstant(out long number) || tested is not { Kind: ValueKind.Pure, Extra: BinaryOperatorKind kind, Operands: { Length: 2 } parts })
        {
            return null;
        }

        if (kind == BinaryOperatorKind.Remainder && number == 0 && parts[1].IsConstant(out long divisor) && divisor > 1 && (divisor & (divisor - 1)) == 0)
        {
            return Equal(Named(BinaryOperatorKind.And, parts[0], Number(divisor - 1)), Zero);
        }

        Value? moved = kind == BinaryOperatorKind.And && number is 0 or 1 && Array.Exists(parts, part => part.IsConstant(out long one) && one == 1)
            ? Array.Find(parts, part => part is { Kind: ValueKind.Pure, Extra: BinaryOperatorKind.RightShift })
            : null;
        if (moved is null)
        {
            return null;
        }

        Value bit = moved.Operands[1].IsConstant(out long shift) && shift is >= 0 and < 63
            ? Number(1L << (int)shift)
            : Pure(PureOperator.Other, BinaryOperatorKind.LeftShift, Number(1), moved.Operands[1]);
        Value isClear = Equal(Named(BinaryOperatorKind.And, moved.Operands[0], bit), Zero);
        return number == 0 ? isClear : Not(isClear);
    }

    /// <summary>An operation whose operands may change places.</summary>
    private Value Named(BinaryOperatorKind kind, Value left, Value right) =>
        left.Id > right.Id ? Pure(PureOperator.Other, kind, right, left) : Pure(PureOperator.Other, kind, left, right);

    /// <summary>Whether the lesser or the greater of two numbers is one of them: a comparison of the two.</summary>
    private Value? LimitOf(Value left, Value right)
    {
        (Value limited, Value one) = left is { Kind: ValueKind.Pure, Extra: IMethodSymbol } ? (left, right) : (right, left);
        if (limited is not { Kind: ValueKind.Pure, Extra: IMethodSymbol { Name: "Min" or "Max" } method, Operands.Length: 2 } || !Array.Exists(limited.Operands, operand => ReferenceEquals(operand, one)))
        {
            return null;
        }

        Value other = ReferenceEquals(limited.Operands[0], one) ? limited.Operands[1] : limited.Operands[0];
        return Not(method.Name == "Min" ? Less(other, one) : Less(one, other));
    }

    /// <summary>Whether a value is <c>x &amp; bit</c>, for the one bit that it is compared with.</summary>
    private static bool IsBitOf(Value masked, Value bit) =>
        bit.IsConstant(out long number) && number > 0 && (number & (number - 1)) == 0 &&
        masked is { Kind: ValueKind.Pure, Extra: BinaryOperatorKind.And } && (PureOperator)masked.Data! == PureOperator.Other &&
        Array.Exists(masked.Operands, operand => operand.IsConstant(out long mask) && mask == number);

    /// <summary>Whether the integer <paramref name="left"/> is less than <paramref name="right"/>, as a value.</summary>
    public Value Less(Value left, Value right)
    {
        Value difference = Subtract(left, right);
        if (difference.IsConstant(out long distance) && !left.MentionsAged)
        {
            return Truth(distance < 0);
        }

        if (SingleTerm(difference, out Value term, out long constant, out bool negative))
        {
            return negative
                ? Not(Pure(PureOperator.Less, null, term, Number(unchecked(constant + 1)))) // constant < term
                : Pure(PureOperator.Less, null, term, Number(unchecked(-constant)));
        }

        // a < b is !(b < a + 1): of the two forms for a pair of integers keep the one that starts with the older value.
        return left.Id <= right.Id
            ? Pure(PureOperator.Less, null, left, right)
            : Not(Pure(PureOperator.Less, null, right, Add(left, Number(1))));
    }

    public Value Add(Value left, Value right) => Combine(left, 1, right, 1);

    public Value Subtract(Value left, Value right) => Combine(left, 1, right, -1);

    public Value Scale(Value value, long factor) => Combine(value, factor, Zero, 1);

    /// <summary>The product, linear where one side is a constant.</summary>
    public Value Multiply(Value left, Value right)
    {
        if (left.IsConstant(out long factor))
        {
            return Scale(right, factor);
        }

        if (right.IsConstant(out factor))
        {
            return Scale(left, factor);
        }

        return left.Id < right.Id ? Pure(PureOperator.Other, "*", left, right) : Pure(PureOperator.Other, "*", right, left);
    }

    public static bool IsPure(Value value, PureOperator @operator) => value.Kind == ValueKind.Pure && (PureOperator)value.Data! == @operator;

    /// <summary>Splits a number into the one value it varies with, and the constant distance to it.</summary>
    public Value Base(Value value, out long offset)
    {
        if (value.Kind == ValueKind.Linear)
        {
            var sum = (LinearSum)value.Extra!;
            offset = sum.Constant;
            return offset == 0 ? value : Combine(value, 1, Number(unchecked(-offset)), 1);
        }

        offset = 0;
        return value;
    }

    /// <summary>The same value with the parts replaced that <paramref name="replace"/> returns a replacement for.</summary>
    public Value Rewrite(Value value, Func<Value, Value?> replace)
    {
        if (replace(value) is { } replacement)
        {
            return replacement;
        }

        if (value.Operands.Length == 0)
        {
            return value;
        }

        Value[]? operands = null;
        for (int i = 0; i < value.Operands.Length; i++)
        {
            Value rewritten = Rewrite(value.Operands[i], replace);
            if (!ReferenceEquals(rewritten, value.Operands[i]))
            {
                operands ??= (Value[])value.Operands.Clone();
                operands[i] = rewritten;
            }
        }

        if (operands is null)
        {
            return value;
        }

        switch (value.Kind)
        {
            case ValueKind.Linear:
                var sum = (LinearSum)value.Extra!;
                Value total = Number(sum.Constant);
                for (int i = 0; i < operands.Length; i++)
                {
                    total = Combine(total, 1, operands[i], sum.Coefficients[i]);
                }

                return total;
            case ValueKind.Buffer:
                return Buffer(operands[0], operands[1]);
            case ValueKind.Pure when (PureOperator)value.Data! == PureOperator.Not:
                return Not(operands[0]);
            case ValueKind.Result:
                return Intern(value.Kind, value.Data, value.Extra, operands, value.FirstBirth, value.LastBirth);
            case ValueKind.AddressOf:
                // A location is named by the values it was found by: one of another iteration is another location.
                return Aged(value);
            default:
                return Intern(value.Kind, value.Data, value.Extra, operands);
        }
    }

    private bool SingleTerm(Value difference, out Value term, out long constant, out bool negative)
    {
        negative = false;
        constant = 0;
        term = difference;
        if (difference.Kind != ValueKind.Linear)
        {
            return difference.Kind != ValueKind.Constant;
        }

        var sum = (LinearSum)difference.Extra!;
        constant = sum.Constant;
        term = difference.Operands[0];
        negative = sum.Coefficients[0] == -1;
        return sum.Coefficients.Length == 1 && (sum.Coefficients[0] == 1 || negative);
    }

    private Value Combine(Value left, long leftFactor, Value right, long rightFactor)
    {
        // The common cases first: they need no list.
        if (left.IsConstant(out long leftNumber) && right.IsConstant(out long rightNumber))
        {
            return Number(unchecked((leftNumber * leftFactor) + (rightNumber * rightFactor)));
        }

        if (leftFactor == 1 && right.IsZero)
        {
            return left;
        }

        var terms = new SortedDictionary<int, (Value Term, long Coefficient)>();
        long constant = 0;
        Collect(left, leftFactor);
        Collect(right, rightFactor);

        foreach (int cancelled in terms.Where(term => term.Value.Coefficient == 0).Select(term => term.Key).ToArray())
        {
            terms.Remove(cancelled);
        }

        if (terms.Count == 0)
        {
            return Number(constant);
        }

        (Value Term, long Coefficient) first = terms.First().Value;
        if (terms.Count == 1 && constant == 0 && first.Coefficient == 1)
        {
            return first.Term;
        }

        return Intern(
            ValueKind.Linear,
            null,
            new LinearSum(terms.Values.Select(term => term.Coefficient).ToArray(), constant),
            terms.Values.Select(term => term.Term).ToArray());

        void Collect(Value value, long factor)
        {
            if (value.IsConstant(out long number))
            {
                constant = unchecked(constant + (number * factor));
            }
            else if (value.Kind == ValueKind.Linear)
            {
                var sum = (LinearSum)value.Extra!;
                constant = unchecked(constant + (sum.Constant * factor));
                for (int i = 0; i < value.Operands.Length; i++)
                {
                    AddTerm(value.Operands[i], unchecked(sum.Coefficients[i] * factor));
                }
            }
            else
            {
                AddTerm(value, factor);
            }
        }

        void AddTerm(Value term, long coefficient)
        {
            terms.TryGetValue(term.Id, out (Value Term, long Coefficient) existing);
            terms[term.Id] = (term, unchecked(existing.Coefficient + coefficient));
        }
    }

    private Value Intern(ValueKind kind, object? data, object? extra, Value[] operands, int block, ValueTraits traits = ValueTraits.None) =>
        Intern(kind, data, extra, operands, block, block, traits);

    private Value Intern(ValueKind kind, object? data, object? extra, Value[] operands, bool noBirth = false, ValueTraits traits = ValueTraits.None)
    {
        int first = int.MaxValue;
        int last = -1;
        if (!noBirth)
        {
            foreach (Value operand in operands)
            {
                first = Math.Min(first, operand.FirstBirth);
                last = Math.Max(last, operand.LastBirth);
            }
        }

        return Intern(kind, data, extra, operands, first, last, traits);
    }

    private Value Intern(
        ValueKind kind, object? data, object? extra, Value[] operands, int firstBirth, int lastBirth, ValueTraits traits = ValueTraits.None)
    {
        var key = new Key(kind, data, extra, operands);
        if (!_values.TryGetValue(key, out Value? value))
        {
            foreach (Value operand in operands)
            {
                traits |= operand.Traits;
                if (kind == ValueKind.Result)
                {
                    firstBirth = Math.Min(firstBirth, operand.FirstBirth);
                    lastBirth = Math.Max(lastBirth, operand.LastBirth);
                }
            }

            value = new Value(_values.Count, kind, data, extra, operands, firstBirth, lastBirth, traits);
            _values.Add(key, value);
        }

        return value;
    }

    private readonly struct Key
    {
        public Key(ValueKind kind, object? data, object? extra, Value[] operands)
        {
            Kind = kind;
            Data = data;
            Extra = extra;
            Operands = operands;
        }

        public ValueKind Kind { get; }

        public object? Data { get; }

        public object? Extra { get; }

        public Value[] Operands { get; }
    }

    private sealed class KeyComparer : IEqualityComparer<Key>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(Key x, Key y)
        {
            if (x.Kind != y.Kind || x.Operands.Length != y.Operands.Length || !SameData(x.Data, y.Data) || !SameData(x.Extra, y.Extra))
            {
                return false;
            }

            for (int i = 0; i < x.Operands.Length; i++)
            {
                if (!ReferenceEquals(x.Operands[i], y.Operands[i]))
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode(Key key)
        {
            int hash = ((int)key.Kind * 31) + HashOf(key.Data);
            hash = unchecked((hash * 31) + HashOf(key.Extra));
            foreach (Value operand in key.Operands)
            {
                hash = unchecked((hash * 31) + operand.Id);
            }

            return hash;
        }

        private static bool SameData(object? x, object? y) => x is ISymbol left && y is ISymbol right
            ? SymbolEqualityComparer.Default.Equals(left, right)
            : Equals(x, y);

        private static int HashOf(object? data) => data switch
        {
            null => 0,
            ISymbol symbol => SymbolEqualityComparer.Default.GetHashCode(symbol),
            _ => data.GetHashCode(),
        };
    }
}
