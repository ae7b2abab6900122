using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>What conditions come to when the direction is known; null where they depend on anything else.</summary>
internal sealed class DirectionValues
{
    private const int MostDepth = 8;

    private readonly HalSource _hal;
    private readonly IReadOnlyDictionary<ISymbol, int> _known;
    private int _depth;

    /// <param name="hal">The HAL.</param>
    /// <param name="known">The parameters whose values are known; a truth value is 0 or 1.</param>
    public DirectionValues(HalSource hal, IReadOnlyDictionary<ISymbol, int> known)
    {
        _hal = hal;
        _known = known;
    }

    public bool? Truth(IOperation operation) => Guarded(operation, TruthOf);

    public int? Number(IOperation operation) => Guarded(operation, NumberOf);

    public bool? Matches(IOperation value, ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => Equal(Number(value), Number(single.Value)),
        IPatternCaseClauseOperation { Guard: null } pattern => Matches(value, pattern.Pattern),
        IPatternCaseClauseOperation pattern => Matches(value, pattern.Pattern) == false ? false : null,
        _ => null,
    };

    public bool? Matches(IOperation value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return Equal(Number(value), Number(constant.Value));
            case IDiscardPatternOperation:
                return true;
            case INegatedPatternOperation negated:
                return !Matches(value, negated.Pattern);
            case IBinaryPatternOperation binary:
                bool? left = Matches(value, binary.LeftPattern);
                bool? right = Matches(value, binary.RightPattern);
                return binary.OperatorKind == BinaryOperatorKind.Or ? left | right : left & right;
            default:
                return null;
        }
    }

    private T? Guarded<T>(IOperation operation, Func<IOperation, T?> evaluate)
        where T : struct
    {
        if (_depth >= MostDepth)
        {
            return null;
        }

        _depth++;
        T? value = evaluate(operation);
        _depth--;
        return value;
    }

    private bool? TruthOf(IOperation operation)
    {
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: bool truth } }:
                return truth;
            case IParenthesizedOperation parenthesized:
                return Truth(parenthesized.Operand);
            case IConversionOperation conversion:
                return Truth(conversion.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return !Truth(not.Operand);
            case IBinaryOperation binary:
                return TruthOf(binary);
            case IIsPatternOperation isPattern:
                return Matches(isPattern.Value, isPattern.Pattern);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Truth(conditional.Condition) is { } condition ? Truth(condition ? conditional.WhenTrue : whenFalse) : null;
            case ISwitchExpressionOperation @switch:
                return ArmOf(@switch) is { } arm ? Truth(arm) : null;
            case ILocalReferenceOperation local:
                return LocalWrite.OnlyValue(local) is { } value ? Truth(value) : null;
            case IParameterReferenceOperation parameter when parameter.Type?.SpecialType == SpecialType.System_Boolean:
                return _known.TryGetValue(parameter.Parameter, out int number) ? number != 0 : null;
            case IInvocationOperation { TargetMethod: { Name: "HasFlag", ContainingType.SpecialType: SpecialType.System_Enum },
                Instance: { } flags } call:
                return Number(flags) is { } bits && Number(call.Arguments[0].Value) is { } flag ? (bits & flag) == flag : null;
            case IInvocationOperation call:
                return Inside(call) is var (returned, values) ? values.Truth(returned) : null;
            default:
                return null;
        }
    }

    private bool? TruthOf(IBinaryOperation binary)
    {
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals:
                return Equal(Number(binary.LeftOperand), Number(binary.RightOperand));
            case BinaryOperatorKind.NotEquals:
                return !Equal(Number(binary.LeftOperand), Number(binary.RightOperand));
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And:
                return Truth(binary.LeftOperand) & Truth(binary.RightOperand);
            case BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or:
                return Truth(binary.LeftOperand) | Truth(binary.RightOperand);
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.LessThanOrEqual or
                BinaryOperatorKind.GreaterThanOrEqual:
                return Number(binary.LeftOperand) is { } left && Number(binary.RightOperand) is { } right
                    ? Compare(binary.OperatorKind, left, right) : null;
            default:
                return null;
        }
    }

    private static bool Compare(BinaryOperatorKind kind, int left, int right) => kind switch
    {
        BinaryOperatorKind.LessThan => left < right,
        BinaryOperatorKind.GreaterThan => left > right,
        BinaryOperatorKind.LessThanOrEqual => left <= right,
        _ => left >= right,
    };

    private int? NumberOf(IOperation operation)
    {
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: { } constant } } when constant is byte or sbyte or short or ushort or int or
                uint or long:
                long number = Convert.ToInt64(constant, CultureInfo.InvariantCulture);
                return number is >= int.MinValue and <= int.MaxValue ? (int)number : null;
            case IParenthesizedOperation parenthesized:
                return Number(parenthesized.Operand);
            case IConversionOperation { OperatorMethod: null } conversion:
                return Number(conversion.Operand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.And } and:
                return Number(and.LeftOperand) & Number(and.RightOperand);
            case IParameterReferenceOperation parameter when parameter.Type?.SpecialType != SpecialType.System_Boolean:
                return _known.TryGetValue(parameter.Parameter, out int known) ? known : null;
            case ILocalReferenceOperation { Type.SpecialType: not SpecialType.System_Boolean } local:
                return LocalWrite.OnlyValue(local) is { } value ? Number(value) : null;
            default:
                return null;
        }
    }

    private IOperation? ArmOf(ISwitchExpressionOperation @switch)
    {
        foreach (ISwitchExpressionArmOperation arm in @switch.Arms)
        {
            switch (arm.Guard is null ? Matches(@switch.Value, arm.Pattern) : null)
            {
                case true:
                    return arm.Value;
                case null:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The one value that a method of this compilation returns, and what is known in it.</summary>
    private (IOperation Returned, DirectionValues Values)? Inside(IInvocationOperation call)
    {
        if (_hal.BodyOf(call.TargetMethod) is not { } body || HalSource.ReturnsOf(body).Take(2).ToArray() is not { Length: 1 } returns)
        {
            return null;
        }

        var known = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter?.OriginalDefinition is { } parameter &&
                (Number(argument.Value) ?? (Truth(argument.Value) is { } truth ? truth ? 1 : 0 : null)) is { } number)
            {
                known[parameter] = number;
            }
        }

        return (returns[0], new DirectionValues(_hal, known) { _depth = _depth });
    }

    private static bool? Equal(int? left, int? right) => left is null || right is null ? null : left == right;
}
