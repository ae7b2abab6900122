using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>A place where a local variable is given a value.</summary>
/// <param name="Target">The variable there.</param>
/// <param name="Value">The value; null where it comes from somewhere else.</param>
/// <param name="Call">The call that gets the variable by reference or its address, if it is one.</param>
/// <param name="IsMove">Whether the variable is changed by an operator: <c>p += n</c>.</param>
internal sealed record LocalWrite(IOperation Target, IOperation? Value, IInvocationOperation? Call, bool IsMove)
{
    /// <summary>Every write of a variable in the body that declares it, lambdas and local functions included.</summary>
    public static IEnumerable<LocalWrite> Of(IOperation body, ILocalSymbol local)
    {
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Same(declarator.Symbol, local):
                    if (declarator.GetVariableInitializer() is { } initializer)
                    {
                        yield return new LocalWrite(declarator, initializer.Value, null, IsMove: false);
                    }

                    break;
                case ILocalReferenceOperation reference when Same(reference.Local, local) && At(reference) is { } write:
                    yield return write;
                    break;
            }
        }
    }

    /// <summary>The one value that a variable ever has, or <see langword="null"/>.</summary>
    public static IOperation? OnlyValue(ILocalReferenceOperation reference)
    {
        LocalWrite[] writes = Of(HalSource.BodyAround(reference), reference.Local).Take(2).ToArray();
        return writes.Length == 1 ? writes[0].Value : null;
    }

    private static bool Same(ILocalSymbol left, ILocalSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static LocalWrite? At(ILocalReferenceOperation reference)
    {
        switch (reference.Parent)
        {
            case ISimpleAssignmentOperation assignment when assignment.Target == reference:
                return new LocalWrite(reference, assignment.Value, null, IsMove: false);
            case ICoalesceAssignmentOperation coalesce when coalesce.Target == reference:
                return new LocalWrite(reference, coalesce.Value, null, IsMove: false);
            case ICompoundAssignmentOperation compound when compound.Target == reference:
            case IIncrementOrDecrementOperation:
                return new LocalWrite(reference, null, null, IsMove: true);
            case IAddressOfOperation addressOf:
                return new LocalWrite(reference, null, CallOf(addressOf), IsMove: false);
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                return new LocalWrite(reference, null, argument.Parent as IInvocationOperation, IsMove: false);
            case ITupleOperation:
            case IDeclarationExpressionOperation { Parent: ITupleOperation }:
                return new LocalWrite(reference, null, null, IsMove: false);
            case IDeclarationExpressionOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } }:
                return new LocalWrite(reference, null, call, IsMove: false);
            default:
                return null;
        }
    }

    private static IInvocationOperation? CallOf(IOperation operation)
    {
        IOperation? parent = operation.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return (parent as IArgumentOperation)?.Parent as IInvocationOperation;
    }
}
