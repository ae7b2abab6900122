using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Transfer;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Summaries;

/// <summary>Says in the caller's values what a summary says in the callee's.</summary>
internal sealed class SummaryTranslator
{
    private readonly OperationEvaluator _evaluator;
    private readonly Call _call;
    private readonly Dictionary<Value, Value?> _translated = new();
    private readonly Dictionary<int, Token> _tokens = new();

    public SummaryTranslator(OperationEvaluator evaluator, Call call)
    {
        _evaluator = evaluator;
        _call = call;
    }

    private ValueTable Values => _evaluator.Values;

    /// <summary>The object that a constructor makes, instead of a receiver.</summary>
    public Value? Created { get; set; }

    /// <summary>The object that the callee has made and returns: the call makes it for the caller.</summary>
    public Value? Made { get; set; }

    /// <summary>The entry value of a callee's token, if it is one that the callee was given.</summary>
    public IReadOnlyDictionary<int, Value> EntriesByToken { get; set; } = new Dictionary<int, Value>();

    /// <summary>Says which token of the caller stands for one that the callee acquired.</summary>
    public void Map(Token acquired, Token own) => _tokens[acquired.Index] = own;

    public Token? OwnOf(Token acquired) => _tokens.TryGetValue(acquired.Index, out Token? own) ? own : null;

    /// <summary>The value in the caller, or <see langword="null"/> where it depends on what only the callee knows.</summary>
    public Value? Translate(Value? value)
    {
        if (value is null)
        {
            return null;
        }

        if (!_translated.TryGetValue(value, out Value? translated))
        {
            translated = TranslateCore(value);
            _translated[value] = translated;
        }

        return translated;
    }

    /// <summary>The place in the caller.</summary>
    public Slot? Translate(Slot slot)
    {
        switch (slot.Kind)
        {
            case SlotKind.Variable when slot.Symbol is IParameterSymbol parameter && IsOwn(parameter):
                return _call.ArgumentLocations[parameter.Ordinal];
            case SlotKind.Variable:
                return _evaluator.Context.Variables.LocationOf(slot.Symbol!);
            case SlotKind.Field when slot.Owner!.IsNull:
                return slot;
            case SlotKind.Field when slot.Owner!.Kind == ValueKind.This && _call.ReceiverLocation is { } receiver:
                return Slot.Member(receiver, (ISymbol)slot.Symbol!, slot.Type!);
            case SlotKind.Field:
                return Translate(slot.Owner!) is { } owner ? Slot.Field(owner, (ISymbol)slot.Symbol!, slot.Type!) : null;
            default:
                return null;
        }
    }

    /// <summary>The HAL in the caller: type parameters of the callee are the call's type arguments.</summary>
    public ITypeSymbol? Translate(ITypeSymbol? hal)
    {
        switch (hal)
        {
            case ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter when parameter.Ordinal < _call.Method.TypeArguments.Length:
                return HalIdentity.Normalize(_call.Method.TypeArguments[parameter.Ordinal], _evaluator.Known);
            case ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type } parameter:
                for (INamedTypeSymbol? type = _call.Method.ContainingType; type is not null; type = type.ContainingType)
                {
                    if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, parameter.ContainingSymbol))
                    {
                        return HalIdentity.Normalize(type.TypeArguments[parameter.Ordinal], _evaluator.Known);
                    }
                }

                return null;
            case INamedTypeSymbol { TypeArguments.Length: > 0 } generic:
                ITypeSymbol?[] arguments = generic.TypeArguments.Select(Translate).ToArray();
                return arguments.Any(argument => argument is null) ? null : generic.OriginalDefinition.Construct(arguments!);
            default:
                return hal;
        }
    }

    private bool IsOwn(IParameterSymbol parameter) =>
        SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, _call.Method.OriginalDefinition);

    private Value? TranslateCore(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Constant:
                return value.Data is long number ? Values.Number(number) : Values.Constant(value.Data);
            case ValueKind.Default:
                return Values.DefaultOf(Translate((ITypeSymbol)value.Data!) ?? (ITypeSymbol)value.Data!, _evaluator.Known);
            case ValueKind.Parameter:
                var parameter = (IParameterSymbol)value.Data!;
                return IsOwn(parameter) ? Argument(parameter) : OuterVariable(parameter);
            case ValueKind.Unassigned when value.Data is ISymbol variable and (ILocalSymbol or IParameterSymbol):
                return OuterVariable(variable);
            case ValueKind.This:
                return Created ?? _call.Receiver;
            case ValueKind.Allocation when ReferenceEquals(value, Made):
                return Values.Allocation(_call.Operation, _evaluator.Block);
            case ValueKind.TokenAddress or ValueKind.TokenHandle or ValueKind.TokenPointer:
                return TranslateToken(value);
            case ValueKind.Memory when value.Data is ISymbol member:
                return Read(value.Operands[0], member, TypeOf(value));
            case ValueKind.Member:
                return Translate(value.Operands[0]) is { } owner
                    ? _evaluator.Open(Values.Member(owner, (ISymbol)value.Data!, TypeOf(value), _evaluator.Known), TypeOf(value))
                    : null;
            case ValueKind.With:
                return Translate(value.Operands[0]) is { } whole && Translate(value.Operands[1]) is { } part
                    ? Values.With(whole, (ISymbol)value.Data!, part)
                    : null;
            case ValueKind.Buffer:
                return Translate(value.Operands[0]) is { } pointer && Translate(value.Operands[1]) is { } length ? Values.Buffer(pointer, length) : null;
            case ValueKind.Linear:
                return TranslateSum(value);
            case ValueKind.Pure:
                return TranslatePure(value);
            default:
                return null;
        }
    }

    private Value? Argument(IParameterSymbol parameter) =>
        parameter.Ordinal < _call.Arguments.Length && parameter.RefKind != RefKind.Out ? _call.Arguments[parameter.Ordinal] : null;

    private Value OuterVariable(ISymbol variable) =>
        _evaluator.Load(_evaluator.Context.Variables.LocationOf(variable), _call.Operation);

    private Value? TranslateToken(Value value)
    {
        if (EntriesByToken.TryGetValue(value.Token.Index, out Value? entry))
        {
            if (Translate(entry) is not { } given)
            {
                return null;
            }

            return value.Kind switch
            {
                ValueKind.TokenPointer => _evaluator.Tokens.PointerOf(given),
                ValueKind.TokenAddress when value.Token.Kind != TokenKind.Given => _evaluator.Tokens.AddressOf(given),
                _ => given,
            };
        }

        if (!_tokens.TryGetValue(value.Token.Index, out Token? own))
        {
            return null;
        }

        return value.Kind switch
        {
            ValueKind.TokenAddress => Values.TokenAddress(own),
            ValueKind.TokenPointer => Values.TokenPointer(own),
            _ => Values.TokenHandle(own),
        };
    }

    /// <summary>What the caller's memory holds where the callee read it first.</summary>
    private Value? Read(Value owner, ISymbol member, ITypeSymbol type)
    {
        if (owner.IsNull)
        {
            return _evaluator.Load(Slot.Field(Values.Null, member, type), _call.Operation);
        }

        if (Translate(owner) is not { } given)
        {
            return null;
        }

        bool isStruct = owner.Kind == ValueKind.This && _call.Method.ContainingType is { IsValueType: true };
        return isStruct
            ? _evaluator.Open(Values.Member(given, member, type, _evaluator.Known), type)
            : _evaluator.Load(Slot.Field(given, member, type), _call.Operation);
    }

    private Value? TranslateSum(Value value)
    {
        var sum = (LinearSum)value.Extra!;
        Value total = Values.Number(sum.Constant);
        for (int i = 0; i < value.Operands.Length; i++)
        {
            if (Translate(value.Operands[i]) is not { } term)
            {
                return null;
            }

            total = Values.Add(total, Values.Scale(term, sum.Coefficients[i]));
        }

        return total;
    }

    private Value? TranslatePure(Value value)
    {
        var operands = new Value[value.Operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            if (Translate(value.Operands[i]) is not { } operand)
            {
                return null;
            }

            operands[i] = operand;
        }

        return (PureOperator)value.Data! switch
        {
            PureOperator.Equal when value.Extra is null => Values.Equal(operands[0], operands[1]),
            PureOperator.Less => Values.Less(operands[0], operands[1]),
            PureOperator.Not => Values.Not(operands[0]),
            PureOperator.And => Values.And(operands[0], operands[1]),
            PureOperator.PinnedPointer => _evaluator.PinnedPointer(operands[0]),
            PureOperator.Other when value.Extra is BufferPart.Pointer => Values.PointerOf(operands[0]),
            PureOperator.Other when value.Extra is BufferPart.Length => Values.LengthOf(operands[0]),
            PureOperator.Other when value.Extra is HandlePart.Address => _evaluator.Tokens.AddressOf(operands[0]),
            PureOperator.Other when value.Extra is HandlePart.Pointer => _evaluator.Tokens.PointerOf(operands[0]),
            PureOperator.Other when value.Extra is HandlePart part and not HandlePart.Pair => _evaluator.Tokens.PartOf(operands[0], part),
            PureOperator.Other when value.Extra is ITypeSymbol => _evaluator.SizeOf((ITypeSymbol)value.Extra),
            var @operator => Values.Pure(@operator, value.Extra, operands),
        };
    }

    /// <summary>The type of a member as the caller sees it: type parameters of the callee are the call's type arguments.</summary>
    private ITypeSymbol TypeOf(Value member) => Translate((ITypeSymbol?)member.Extra) ?? Members.TypeOf((ISymbol)member.Data!);
}
