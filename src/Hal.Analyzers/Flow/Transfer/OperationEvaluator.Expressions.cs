using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>Assignments, arithmetic and conversions.</summary>
internal sealed partial class OperationEvaluator
{
    /// <summary>The size in bytes of a value of a type: a number, or a name for the number that only the runtime knows.</summary>
    public Value SizeOf(ITypeSymbol type) => Numbers.SizeOf(type) is > 0 and var size
        ? Values.Number(size)
        : Values.Pure(PureOperator.Other, type);

    private Value EvaluateAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IDiscardOperation)
        {
            Value dropped = Evaluate(assignment.Value);
            Tokens.Discard(dropped, assignment);
            return dropped;
        }

        if (assignment.IsRef)
        {
            return EvaluateRefAssignment(assignment);
        }

        // The target is evaluated before the value, as the language does: its indices and receivers may have effects.
        Slot? location = Locate(assignment.Target);
        if (location is null && assignment.Target is IPropertyReferenceOperation { Property.IsIndexer: true } indexer)
        {
            return EvaluateIndexerStore(indexer, assignment.Value);
        }

        Value value = Evaluate(assignment.Value);
        if (location is not null)
        {
            AccessSlot(location, AccessKind.Write, assignment.Target);
            Store(location, value, assignment);
        }
        else
        {
            StoreUnknown(value);
        }

        return value;
    }

    /// <summary>A reference variable is bound to a location.</summary>
    private Value EvaluateRefAssignment(ISimpleAssignmentOperation assignment)
    {
        // A conditional reference (ref a ? ref b : ref c) comes as a capture: which of them it is cannot be told.
        Value reference = assignment.Value is IFlowCaptureReferenceOperation ? Opaque(assignment.Value) : ReferenceTo(assignment.Value);
        if (assignment.Target is ILocalReferenceOperation { Local: var local })
        {
            State.SetVariable(_context.Variables.IndexOf(local), reference);
        }

        return reference;
    }

    /// <summary>A reference to a location: to an element of an array it is no pointer, the array is not pinned by it.</summary>
    private Value ReferenceTo(IOperation operation) => Locate(operation) switch
    {
        null => Opaque(operation),
        { Kind: SlotKind.Pointee } pointee => pointee.Owner!,
        { } slot => Values.AddressOf(slot),
    };

    /// <summary>An element of a collection is set: whatever is stored there outlives the variable that held it.</summary>
    private Value EvaluateIndexerStore(IPropertyReferenceOperation indexer, IOperation stored)
    {
        Value? table = indexer.Instance is { } owner ? Evaluate(owner) : null;

        foreach (IArgumentOperation argument in indexer.Arguments)
        {
            // A key is kept as much as what it finds.
            EscapeDeep(Evaluate(argument.Value));
        }

        Value value = Evaluate(stored);
        EscapeDeep(value, keeper: table is not null && indexer.Parent is { } writer ? TableFilledBy(writer, table) : null);
        ForgetMemory(indexer, own: false);
        return value;
    }

    private Value EvaluateCompound(ICompoundAssignmentOperation compound)
    {
        Slot? location = Locate(compound.Target);
        Value previous = location is not null ? Load(location, compound.Target) : Opaque(compound.Target);
        Value operand = Evaluate(compound.Value);
        if (location is not null)
        {
            AccessSlot(location, AccessKind.Read | AccessKind.Write, compound.Target);
        }

        Value value = Combine(compound.OperatorKind, previous, operand, compound.Target.Type, compound.Type, compound.OperatorMethod, compound);
        if (location is not null)
        {
            Store(location, value, compound);
        }
        else
        {
            StoreUnknown(value);
        }

        return value;
    }

    private Value EvaluateIncrement(IIncrementOrDecrementOperation increment)
    {
        Slot? location = Locate(increment.Target);
        Value previous = location is not null ? Load(location, increment.Target) : Opaque(increment.Target);
        Value step = increment.Type is IPointerTypeSymbol pointer ? SizeOf(pointer.PointedAtType) : Values.Number(1);
        Value value = increment.Kind == OperationKind.Increment ? Values.Add(previous, step) : Values.Subtract(previous, step);
        if (location is not null)
        {
            AccessSlot(location, AccessKind.Read | AccessKind.Write, increment.Target);
            Store(location, value, increment);
        }

        return increment.IsPostfix ? previous : value;
    }

    private Value EvaluateDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        Value value = Evaluate(deconstruction.Value);
        IOperation target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        Deconstruct(value, deconstruction.Value.Type, target, deconstruction);
        return value;
    }

    private void Deconstruct(Value value, ITypeSymbol? type, IOperation target, IOperation site)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Deconstruct(value, type, declaration.Expression, site);
                break;
            case ITupleOperation tuple:
                for (int i = 0; i < tuple.Elements.Length; i++)
                {
                    Deconstruct(ElementOf(value, type, i, tuple.Elements.Length, site), ElementTypeOf(type, i), tuple.Elements[i], site);
                }

                break;
            case IDiscardOperation:
                break;
            default:
                if (Locate(target) is { } location)
                {
                    Store(location, value, site);
                }
                else
                {
                    StoreUnknown(value);
                }

                break;
        }
    }

    private static ITypeSymbol? ElementTypeOf(ITypeSymbol? type, int index) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple && index < tuple.TupleElements.Length ? tuple.TupleElements[index].Type : null;

    private Value ElementOf(Value value, ITypeSymbol? type, int index, int count, IOperation site)
    {
        if (type is INamedTypeSymbol { IsTupleType: true } tuple && index < tuple.TupleElements.Length)
        {
            IFieldSymbol element = tuple.TupleElements[index];
            return Values.Member(value, Members.Canonical(element), element.Type, Known);
        }

        if (Semantics.KnownTypes.Is(type, Known.DmaAllocation) && count == 2)
        {
            return index == 0 ? Tokens.AddressOf(value) : Tokens.PointerOf(value);
        }

        // A record's own Deconstruct: its members come out in the order of its constructor.
        if (type is INamedTypeSymbol { IsRecord: true } record &&
            record.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.Length == count) is { } primary &&
            record.GetMembers(primary.Parameters[index].Name).FirstOrDefault() is IPropertySymbol property)
        {
            return type.IsValueType
                ? Values.Member(value, Members.Canonical(property), property.Type, Known)
                : Load(Slot.Field(value, property), site);
        }

        return Opaque(site, 100 + index, value);
    }

    private Value EvaluateUnary(IUnaryOperation unary)
    {
        Value operand = Evaluate(unary.Operand);
        if (unary.OperatorMethod is not null)
        {
            return Values.Pure(PureOperator.Other, unary.OperatorMethod, operand);
        }

        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Not when unary.Type?.SpecialType == SpecialType.System_Boolean => Values.Not(operand),
            UnaryOperatorKind.Minus when Numbers.IsIntegral(unary.Type) => Values.Scale(operand, -1),
            UnaryOperatorKind.Plus => operand,
            var kind => Values.Pure(PureOperator.Other, kind, operand),
        };
    }

    private Value EvaluateBinary(IBinaryOperation binary)
    {
        Value left = Evaluate(binary.LeftOperand);
        Value right = Evaluate(binary.RightOperand);
        return Combine(binary.OperatorKind, left, right, binary.LeftOperand.Type, binary.Type, binary.OperatorMethod, binary);
    }

    private Value Combine(
        BinaryOperatorKind kind, Value left, Value right, ITypeSymbol? leftType, ITypeSymbol? resultType, IMethodSymbol? method, IOperation site)
    {
        bool ofAddresses = method is not null && Known.IsAddress(method.ContainingType);
        bool ofBuffers = method is not null && Semantics.KnownTypes.Is(method.ContainingType, Known.DmaBuffer);
        bool ofFloats = leftType?.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or
            SpecialType.System_String;
        bool isComparison = kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        if (isComparison && (leftType?.SpecialType == SpecialType.System_String || left.IsNull || right.IsNull))
        {
            // A string is equal to itself, and nothing but null is equal to null, whichever operator says so.
            Value same = Values.Equal(left, right);
            return kind == BinaryOperatorKind.Equals ? same : Values.Not(same);
        }

        if ((method is not null && !ofAddresses && !ofBuffers && !Numbers.IsIntegral(leftType)) || ofFloats)
        {
            if (isComparison)
            {
                Value equal = left.Id <= right.Id
                    ? Values.Pure(PureOperator.Equal, method, left, right)
                    : Values.Pure(PureOperator.Equal, method, right, left);
                return kind == BinaryOperatorKind.Equals ? equal : Values.Not(equal);
            }

            return Values.Pure(PureOperator.Other, (kind, method?.Name), left, right);
        }

        if ((left.IsNull || right.IsNull) && kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or
            BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual)
        {
            return Values.False; // a comparison with no number is false, whichever
        }

        bool ofTruths = resultType?.SpecialType == SpecialType.System_Boolean;
        switch (kind)
        {
            case BinaryOperatorKind.Add:
                return IsPointer(resultType, out Value? size)
                    ? leftType is IPointerTypeSymbol ? Values.Add(left, Values.Multiply(right, size!)) : Values.Add(Values.Multiply(left, size!), right)
                    : Values.Add(left, right);
            case BinaryOperatorKind.Subtract:
                if (IsPointer(resultType, out Value? step))
                {
                    return Values.Subtract(left, Values.Multiply(right, step!));
                }

                Value difference = Values.Subtract(left, right);
                return IsPointer(leftType, out Value? unit) && !(unit!.IsConstant(out long one) && one == 1)
                    ? Quotient(difference, unit!)
                    : difference;
            case BinaryOperatorKind.Multiply:
                return Values.Multiply(left, right);
            case BinaryOperatorKind.LeftShift when right.IsConstant(out long shift) && shift is >= 0 and < 63:
                return Values.Scale(left, 1L << (int)shift);
            case BinaryOperatorKind.Divide:
                return Quotient(left, right);
            case BinaryOperatorKind.Equals:
                return ofBuffers ? BuffersEqual(left, right) : Values.Equal(left, right);
            case BinaryOperatorKind.NotEquals:
                return Values.Not(ofBuffers ? BuffersEqual(left, right) : Values.Equal(left, right));
            case BinaryOperatorKind.LessThan:
                return Less(left, right, leftType);
            case BinaryOperatorKind.GreaterThan:
                return Less(right, left, leftType);
            case BinaryOperatorKind.LessThanOrEqual:
                return Values.Not(Less(right, left, leftType));
            case BinaryOperatorKind.GreaterThanOrEqual:
                return Values.Not(Less(left, right, leftType));
            case BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd when ofTruths:
                return Values.And(left, right);
            case BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr when ofTruths:
                return Values.Or(left, right);
            case BinaryOperatorKind.ExclusiveOr when ofTruths:
                return Values.Not(Values.Equal(left, right));
            default:
                return FoldOrName(kind, left, right);
        }
    }

    /// <summary>A comparison of numbers; <c>(uint)i &lt; n</c> asks at once whether i is at least 0 and below n.</summary>
    private Value Less(Value left, Value right, ITypeSymbol? type)
    {
        if (Numbers.IsUnsigned(type))
        {
            if (MayBeNegative(left) && IsCount(right))
            {
                return Values.And(Values.Not(Values.Less(left, Values.Zero)), Values.Less(left, right));
            }

            if (MayBeNegative(right) && IsCount(left))
            {
                return Values.Or(Values.Less(right, Values.Zero), Values.Less(left, right));
            }
        }

        return Values.Less(left, right);
    }

    /// <summary>Whether a number was an int before it was made unsigned, and may have been below 0.</summary>
    private bool MayBeNegative(Value number) => State.Facts.RangeOf(number) is { Minimum: >= int.MinValue and < 0, Maximum: <= int.MaxValue };

    private bool IsCount(Value number) => State.Facts.RangeOf(number) is { Minimum: >= 0, Maximum: <= int.MaxValue };

    private Value BuffersEqual(Value left, Value right) =>
        Values.And(
            Values.Equal(Values.PointerOf(left), Values.PointerOf(right)),
            Values.Equal(Values.LengthOf(left), Values.LengthOf(right)));

    private Value Quotient(Value value, Value divisor)
    {
        if (value.IsConstant(out long number) && divisor.IsConstant(out long by) && by != 0)
        {
            return Values.Number(number / by);
        }

        return divisor.IsConstant(out by) && by == 1 ? value : Values.Pure(PureOperator.Other, BinaryOperatorKind.Divide, value, divisor);
    }

    /// <summary>An operation on numbers that is not linear: computed for constants, else a name for its result.</summary>
    private Value FoldOrName(BinaryOperatorKind kind, Value left, Value right)
    {
        left = Settled(left);
        right = Settled(right);
        if (left.IsConstant(out long x) && right.IsConstant(out long y))
        {
            switch (kind)
            {
                case BinaryOperatorKind.And:
                    return Values.Number(x & y);
                case BinaryOperatorKind.Or:
                    return Values.Number(x | y);
                case BinaryOperatorKind.ExclusiveOr:
                    return Values.Number(x ^ y);
                case BinaryOperatorKind.Remainder when y != 0:
                    return Values.Number(x % y);
            }
        }

        bool commutes = kind is BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr;
        return commutes && left.Id > right.Id
            ? Values.Pure(PureOperator.Other, kind, right, left)
            : Values.Pure(PureOperator.Other, kind, left, right);
    }

    /// <summary>A number that the path has found out to be one only is that one.</summary>
    private Value Settled(Value number) =>
        number.Kind != ValueKind.Constant && State.Facts.RangeOf(number) is var range && range.Minimum == range.Maximum ? Values.Number(range.Minimum) : number;

    private bool IsPointer(ITypeSymbol? type, out Value? size)
    {
        size = type is IPointerTypeSymbol pointer ? SizeOf(pointer.PointedAtType) : null;
        return size is not null;
    }

    private Value EvaluateConversion(IConversionOperation conversion)
    {
        ITypeSymbol? from = conversion.Operand.Type;
        ITypeSymbol? to = conversion.Type;
        if (ConstantData.Is(conversion.Operand, to, Known))
        {
            int length = ((IArrayCreationOperation)conversion.Operand).Initializer!.ElementValues.Length;
            return Values.Buffer(PinnedPointer(ReadOnlyData.Make(Values, conversion)), Values.Number(length));
        }

        Value operand = Evaluate(conversion.Operand);

        // An array becomes a span by an operator, or from C# 14 on by a conversion of the language.
        if (Models.FrameworkModel.ConvertToMemory(this, operand, from, to) is { } range)
        {
            return range;
        }

        if (conversion.OperatorMethod is { } method)
        {
            return IsPlainNumber(from) && IsPlainNumber(to) ? Resize(operand, from, to) : Values.Pure(PureOperator.Other, method, operand);
        }

        if (operand.Kind == ValueKind.Allocation && from is IPointerTypeSymbol && Known.IsSpan(to))
        {
            // A stackalloc that becomes a span.
            return Values.Buffer(operand, Values.Pure(PureOperator.Length, null, operand));
        }

        if (operand.IsNull && to is IPointerTypeSymbol)
        {
            return Values.Zero;
        }

        // The struct that is converted to an interface or object, the value in a nullable: still that value. And a checked number, or it throws.
        return !conversion.IsChecked && IsPlainNumber(from) && IsPlainNumber(to) ? Resize(operand, from, to) : operand;
    }

    private static bool IsPlainNumber(ITypeSymbol? type) =>
        Numbers.IsIntegral(type) || type is IPointerTypeSymbol || type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>A number in another width: the same where nothing can be cut off.</summary>
    private Value Resize(Value operand, ITypeSymbol? from, ITypeSymbol? to)
    {
        int wide = Numbers.Width(from);
        int narrow = Numbers.Width(to);
        if (wide == 0 || narrow == 0)
        {
            return Values.Pure(PureOperator.Other, (to!.SpecialType, "convert"), operand);
        }

        if (narrow >= wide || Fits(operand, to!))
        {
            return operand;
        }

        return Values.Pure(PureOperator.Other, (to!.SpecialType, "convert"), operand);
    }

    private bool Fits(Value number, ITypeSymbol type)
    {
        NumberRange range = State.Facts.RangeOf(number);
        int bits = Numbers.Width(type) * 8;
        if (bits >= 64)
        {
            return true;
        }

        bool unsigned = Numbers.IsUnsigned(type);
        long minimum = unsigned ? 0 : -(1L << (bits - 1));
        long maximum = unsigned ? (1L << bits) - 1 : (1L << (bits - 1)) - 1;
        return range.Minimum >= minimum && range.Maximum <= maximum;
    }
}
