using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Implementation;

/// <summary>Assignments of static state that code of a HAL makes while it holds no lock.</summary>
internal static class UnguardedWrites
{
    // Calls after which nobody else runs, or the caller owns what it asked for. What they are called is all that is known of many of them.
    private static readonly string[] s_entries = { "lock", "enter", "acquire", "disable", "wait", "mutex", "critical", "mask", "exchange" };

    /// <summary>The assignments in a member and in the methods that it calls without a lock.</summary>
    public static IEnumerable<(IOperation Target, IMethodSymbol Method)> ReachedFrom(HalSource hal, IMethodSymbol member)
    {
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default) { member };
        var open = new Queue<IMethodSymbol>();
        open.Enqueue(member);
        while (open.Count > 0)
        {
            IMethodSymbol method = open.Dequeue();
            if (hal.BodyOf(method) is not { } body)
            {
                continue;
            }

            foreach (IOperation operation in HalSource.OperationsOf(body))
            {
                if (TargetOf(operation) is { } target && StateOf(target) is { } state && IsShared(state) && !IsGuarded(body, operation) &&
                    !IsHarmless(hal, operation, target, state))
                {
                    yield return (target, method);
                }

                // A method that is only called under a lock is never looked at.
                if (Called(operation) is { } called && hal.BodyOf(called) is not null && !IsGuarded(body, operation) &&
                    seen.Add(called.OriginalDefinition))
                {
                    open.Enqueue(called.OriginalDefinition);
                }
            }
        }
    }

    private static IMethodSymbol? Called(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IPropertyReferenceOperation { Parent: IAssignmentOperation assignment } property when assignment.Target == property =>
            property.Property.SetMethod,
        IPropertyReferenceOperation property => property.Property.GetMethod,
        _ => null,
    };

    private static IOperation? TargetOf(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target,
        IIncrementOrDecrementOperation increment => increment.Target,
        _ => null,
    };

    /// <summary>The static field or property that an assignment changes: itself, an element of it, a member of the struct that it
    /// is.</summary>
    private static ISymbol? StateOf(IOperation target) => target switch
    {
        IFieldReferenceOperation { Field: { IsStatic: true } field } => field,
        IPropertyReferenceOperation { Property: { IsStatic: true } property } => property,
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } owner } => StateOf(owner),
        IArrayElementReferenceOperation { ArrayReference: var array } => StateOf(array),
        _ => null,
    };

    private static bool IsShared(ISymbol state) =>
        state is IFieldSymbol or IPropertySymbol { SetMethod: not null } &&
            !state.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute");

    /// <summary>Whether a lock is held: a lock statement or a using around, or a call before that takes one.</summary>
    private static bool IsGuarded(IOperation body, IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILockOperation or IUsingOperation)
            {
                return true;
            }
        }

        int start = operation.Syntax.SpanStart;
        return HalSource.OperationsOf(body).Any(earlier => earlier.Syntax.SpanStart < start && earlier switch
        {
            IUsingDeclarationOperation => true,
            IInvocationOperation call =>
                s_entries.Any(entry => call.TargetMethod.Name.IndexOf(entry, StringComparison.OrdinalIgnoreCase) >= 0),
            _ => false,
        });
    }

    /// <summary>Whether threads that do the same at the same time cannot see a difference.</summary>
    private static bool IsHarmless(HalSource hal, IOperation operation, IOperation target, ISymbol state)
    {
        if (target is IArrayElementReferenceOperation element)
        {
            return element.Indices.Any(index => IsOwned(index));
        }

        // A volatile field that is assigned, and not counted with, is published as it should be.
        if (operation is ICoalesceAssignmentOperation or ISimpleAssignmentOperation && state is IFieldSymbol { IsVolatile: true })
        {
            return true;
        }

        return operation is ICoalesceAssignmentOperation || operation is ISimpleAssignmentOperation assignment &&
            IsAlwaysTheSame(hal, assignment.Value, state);
    }

    /// <summary>
    /// Whether an index may be the caller's alone: made from a parameter, or what a call returned. One that was counted or is a constant is
    /// anybody's.
    /// </summary>
    private static bool IsOwned(IOperation index, int depth = 0)
    {
        const int MostDepth = 6;
        return index.DescendantsAndSelf().Any(part => part switch
        {
            IInvocationOperation or IParameterReferenceOperation => true,
            ILocalReferenceOperation local => depth < MostDepth && IsOwnedLocal(local, depth),
            _ => false,
        });
    }

    private static bool IsOwnedLocal(ILocalReferenceOperation local, int depth)
    {
        LocalWrite[] writes = LocalWrite.Of(HalSource.BodyAround(local), local.Local).ToArray();

        // A variable that is stepped through a table looks for an entry: to find it free and to take it are two steps.
        return !writes.Any(write => write.IsMove) && writes.Any(write => write.Value is null || IsOwned(write.Value, depth + 1));
    }

    /// <summary>Whether all code that assigns the state gives it one value that never changes: a flag that is only ever set, a cached
    /// constant.</summary>
    private static bool IsAlwaysTheSame(HalSource hal, IOperation value, ISymbol state)
    {
        if (!IsConstant(value))
        {
            return false;
        }

        return state.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.MethodKind != MethodKind.StaticConstructor)
            .Select(hal.BodyOf)
            .Where(body => body is not null)
            .SelectMany(body => body!.Descendants())
            .All(operation => TargetOf(operation) is not { } target || !SymbolEqualityComparer.Default.Equals(StateOf(target), state) ||
                (operation is ISimpleAssignmentOperation other && SyntaxFactory.AreEquivalent(other.Value.Syntax, value.Syntax)));
    }

    private static bool IsConstant(IOperation value) => value.DescendantsAndSelf().All(part => part switch
    {
        { ConstantValue.HasValue: true } => true,
        IDefaultValueOperation or IConversionOperation or IBinaryOperation or IUnaryOperation or IParenthesizedOperation or
            ISizeOfOperation => true,
        IPropertyReferenceOperation { Property: { IsStatic: true, ContainingType.Name: "Environment" } } => true,
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } => true,
        _ => false,
    });
}
