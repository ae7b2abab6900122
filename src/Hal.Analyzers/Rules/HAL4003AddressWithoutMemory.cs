using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Implementation;
using Hal.Analyzers.Semantics;
using Hal.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Rules;

/// <summary>DmaAlloc returns a null pointer with an address, or Share can return address 0 (contracts I6, I11).</summary>
internal sealed class HAL4003AddressWithoutMemory : ImplementationRule
{
    private static readonly DiagnosticDescriptor s_descriptor = Descriptors.Create(
        "HAL4003",
        "An address without memory, or a share without address",
        "{0} (contracts I6, I11)",
        RuleCategory.HalImplementation,
        DiagnosticSeverity.Warning,
        description: "DmaAlloc tells failure by address 0 and nothing else, so an address comes with a pointer (contract I6). Share has " +
            "no failure value: what cannot be shared throws DmaException (contract I11).");

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override IEnumerable<Finding> Check(HalSource hal) => CheckShare(hal).Concat(CheckAlloc(hal));

    private static IEnumerable<Finding> CheckShare(HalSource hal)
    {
        if (hal.Member(HalOperation.Share) is not { } share || hal.BodyOf(share) is not { } body)
        {
            yield break;
        }

        // A HAL in front of another, which it checks or lets fail, may refuse what the other never sees.
        if (HalSource.OperationsOf(body).OfType<IInvocationOperation>().Any(call =>
            hal.Calls.Recognize(call.TargetMethod) == HalOperation.Share))
        {
            yield break;
        }

        foreach (IOperation returned in HalSource.ReturnsOf(body))
        {
            foreach (IOperation value in ReturnedValues.Of(hal, returned).Where(value => IsZeroAddress(hal, value) &&
                !IsImpossible(hal, value)))
            {
                bool isHere = HalSource.BodyAround(value) == body;

                // A method that answers otherwise for another argument is not looked at for this one.
                IOperation around = HalSource.BodyAround(value);
                if (!isHere && around.SemanticModel?.GetDeclaredSymbol(around.Syntax) is IMethodSymbol helper && helper.Parameters.Any(IsOption))
                {
                    continue;
                }

                SyntaxNode place = isHere ? value.Syntax : returned.Syntax;
                yield return new Finding(s_descriptor, place,
                    $"'{Text.Of(place)}' {(isHere ? "is" : "can be")} address 0; a share that cannot be made throws DmaException")
                {
                    Related = isHere ? ImmutableArray<Location>.Empty : ImmutableArray.Create(value.Syntax.GetLocation()),
                };
            }
        }
    }

    private static IEnumerable<Finding> CheckAlloc(HalSource hal)
    {
        if (hal.Member(HalOperation.DmaAlloc) is not { } alloc)
        {
            yield break;
        }

        foreach (IOperation value in ReturnedValues.Of(hal, alloc))
        {
            if (value is IObjectCreationOperation { Arguments.Length: 2 } creation &&
                KnownTypes.Is(creation.Type, hal.Known.DmaAllocation) &&
                IsNull(Argument(creation, 1)) && Argument(creation, 0) is { } address && IsConstantAddress(hal, address) &&
                    !IsImpossible(hal, value))
            {
                yield return new Finding(
                    s_descriptor, value.Syntax,
                        $"'{Text.Of(value)}' has the address '{Text.Of(address)}' and no pointer; failure is address 0");
            }
        }
    }

    private static IOperation? Argument(IObjectCreationOperation creation, int ordinal)
    {
        IOperation? value = creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;
        return value is ILocalReferenceOperation local ? LocalWrite.OnlyValue(local) ?? value : value;
    }

    private static bool IsNull(IOperation? pointer) =>
        WithoutConversions(pointer) is IDefaultValueOperation or { ConstantValue: { HasValue: true, Value: null or 0 } };

    private static IOperation? WithoutConversions(IOperation? operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static bool IsZeroAddress(HalSource hal, IOperation value) => KnownTypes.Is(value.Type, hal.Known.PhysAddr) && value switch
    {
        IDefaultValueOperation => true,
        IObjectCreationOperation { Arguments.IsEmpty: true } => true,
        IObjectCreationOperation creation => Number(creation) is 0UL,
        _ => false,
    };

    private static bool IsConstantAddress(HalSource hal, IOperation address) =>
        address is IObjectCreationOperation { Arguments.Length: 1 } creation && KnownTypes.Is(creation.Type, hal.Known.PhysAddr) &&
            Number(creation) is > 0UL;

    private static ulong? Number(IObjectCreationOperation creation) =>
        creation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: ulong number } ? number : null;

    private static bool IsOption(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_Boolean ||
        parameter.Type.TypeKind == TypeKind.Enum;

    /// <summary>Whether the return is never reached by a driver that keeps its contracts: behind a call that does not return, or for a
    /// buffer that is empty.</summary>
    private static bool IsImpossible(HalSource hal, IOperation value)
    {
        if (EndOfPath.IsBefore(hal, value))
        {
            return true;
        }

        for (IOperation inner = value; inner.Parent is { } outer; inner = outer)
        {
            if (outer is IConditionalOperation conditional && conditional.Condition != inner &&
                conditional.Condition.DescendantsAndSelf().Any(part => AsksForEmptiness(hal, part)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksForEmptiness(HalSource hal, IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "IsEmpty", ContainingType: var type } } => KnownTypes.Is(type, hal.Known.DmaBuffer),
        IBinaryOperation { LeftOperand: IPropertyReferenceOperation { Property: { Name: "Length", ContainingType: var type } },
            RightOperand.ConstantValue: { HasValue: true, Value: 0 or 1 } } =>
            KnownTypes.Is(type, hal.Known.DmaBuffer),
        IBinaryOperation { LeftOperand: var left, RightOperand: var right } =>
            WithoutConversions(left) is IPropertyReferenceOperation { Property: { Name: "Pointer", ContainingType: var type } } &&
                KnownTypes.Is(type, hal.Known.DmaBuffer) && IsNull(right),
        _ => false,
    };
}
