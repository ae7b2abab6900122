using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>Patterns, as conditions on values.</summary>
internal sealed partial class OperationEvaluator
{
    private Value EvaluatePattern(Value subject, ITypeSymbol? type, IPatternOperation pattern)
    {
        OperationCount++;
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return Values.Equal(subject, Evaluate(constant.Value));
            case IRelationalPatternOperation relational when Numbers.IsIntegral(Underlying(type)):
                // Null is neither above nor below anything: a nullable number compares as its value does.
                Value bound = Evaluate(relational.Value);
                return relational.OperatorKind switch
                {
                    BinaryOperatorKind.LessThan => Values.Less(subject, bound),
                    BinaryOperatorKind.LessThanOrEqual => Values.Not(Values.Less(bound, subject)),
                    BinaryOperatorKind.GreaterThan => Values.Less(bound, subject),
                    _ => Values.Not(Values.Less(subject, bound)),
                };
            case INegatedPatternOperation negated:
                return Values.Not(EvaluatePattern(subject, type, negated.Pattern));
            case IBinaryPatternOperation binary:
                Value left = EvaluatePattern(subject, type, binary.LeftPattern);
                Value right = EvaluatePattern(subject, type, binary.RightPattern);
                return binary.OperatorKind == BinaryOperatorKind.And ? Values.And(left, right) : Values.Or(left, right);
            case IDiscardPatternOperation:
                return Values.True;
            case ITypePatternOperation typed:
                return TypeTest(subject, type, typed.MatchedType);
            case IDeclarationPatternOperation declaration:
                Bind(declaration.DeclaredSymbol, subject, pattern);
                return declaration.MatchesNull ? Values.True : TypeTest(subject, type, declaration.MatchedType);
            case IRecursivePatternOperation recursive:
                return EvaluateRecursive(subject, type, recursive);
            default:
                // A list pattern and its like: what they find is read anew each time.
                foreach (IOperation part in pattern.DescendantsAndSelf())
                {
                    Bind(DeclaredBy(part), Values.Result(part, 0, Block), pattern);
                }

                return Values.Result(pattern, 0, Block);
        }
    }

    private static ISymbol? DeclaredBy(IOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        IListPatternOperation list => list.DeclaredSymbol,
        _ => null,
    };

    private Value EvaluateRecursive(Value subject, ITypeSymbol? type, IRecursivePatternOperation pattern)
    {
        Value condition = TypeTest(subject, type, pattern.MatchedType);
        for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            Value element = ElementOf(subject, type, i, pattern.DeconstructionSubpatterns.Length, pattern);
            condition = Values.And(condition, EvaluatePattern(element, pattern.DeconstructionSubpatterns[i].InputType, pattern.DeconstructionSubpatterns[i]));
        }

        _patternInputs.Push(subject);
        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            Value member = Evaluate(part.Member);
            condition = Values.And(condition, EvaluatePattern(member, part.Pattern.InputType, part.Pattern));
        }

        _patternInputs.Pop();
        Bind(pattern.DeclaredSymbol, subject, pattern);
        return condition;
    }

    private void Bind(ISymbol? declared, Value value, IOperation site)
    {
        if (declared is not null)
        {
            Store(_context.Variables.LocationOf(declared), value, site);
        }
    }

    /// <summary>Whether a value is of a type: where the type is the one it is known to have, whether it is there at all.</summary>
    private Value TypeTest(Value subject, ITypeSymbol? type, ITypeSymbol? tested)
    {
        ITypeSymbol? underlying = Underlying(type);
        if (type is { IsValueType: true } && ReferenceEquals(underlying, type) && SymbolEqualityComparer.Default.Equals(type, tested))
        {
            return Values.True;
        }

        if (subject.Kind is ValueKind.TokenHandle or ValueKind.TokenAddress && tested is not null && IsTypeOf(subject.Token, tested))
        {
            // In an object: what was put there is still what it was.
            return Values.Not(Values.Equal(subject, Values.Null));
        }

        Value present = Values.Not(Values.Equal(subject, Values.Null));
        return SymbolEqualityComparer.Default.Equals(underlying, tested)
            ? present
            : Values.And(present, Values.Pure(PureOperator.Other, tested, subject));
    }

    /// <summary>The type that a nullable is of.</summary>
    private static ITypeSymbol? Underlying(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private bool IsTypeOf(Token token, ITypeSymbol type) => token.Kind switch
    {
        TokenKind.Share => Known.IsAddress(type),
        TokenKind.Shared => Semantics.KnownTypes.Is(type, Known.Shared),
        TokenKind.Allocation => Semantics.KnownTypes.Is(type, Known.DmaAllocation),
        TokenKind.Dma => Semantics.KnownTypes.Is(type, Known.Dma),
        _ => false,
    };
}
