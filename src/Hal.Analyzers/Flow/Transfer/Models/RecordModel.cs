using System.Linq;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;

namespace Hal.Analyzers.Flow.Transfer.Models;

/// <summary>
/// What the compiler writes for a record: a constructor for its parameters, each of which goes into the property of its name, and the copy that
/// <c>with</c> starts from.
/// </summary>
internal static class RecordModel
{
    public static Value? TryCreate(OperationEvaluator evaluator, Call call)
    {
        if (!call.Type.IsRecord || call.Arguments.Length == 0)
        {
            return null;
        }

        IPropertySymbol?[] properties = call.Method.Parameters
            .Select(parameter => call.Type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault(property => IsOf(property, parameter)))
            .ToArray();
        if (properties.Any(property => property is null))
        {
            return null;
        }

        if (call.Type.IsValueType)
        {
            Value value = evaluator.Values.DefaultOf(call.Type, evaluator.Known);
            for (int i = 0; i < properties.Length; i++)
            {
                value = evaluator.Values.With(value, Members.Canonical(properties[i]!), call.Arguments[i]);
            }

            return value;
        }

        Value created = evaluator.Values.Allocation(call.Operation, evaluator.Block);
        for (int i = 0; i < properties.Length; i++)
        {
            evaluator.Store(Slot.Field(created, properties[i]!), call.Arguments[i], call.Operation);
        }

        return created;
    }

    public static Value? TryClone(OperationEvaluator evaluator, Call call)
    {
        if (call.Name != "<Clone>$" || call.Receiver is not { } original)
        {
            return null;
        }

        var held = new System.Collections.Generic.List<(ISymbol Member, Value Value)>();
        for (INamedTypeSymbol? type = call.Type; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
            {
                ISymbol member = field.AssociatedSymbol is IPropertySymbol property ? property : field;
                held.Add((member, evaluator.Load(Slot.Field(original, member), call.Operation)));
            }
        }

        if (held.Any(part => part.Value.MentionsToken))
        {
            return null; // two objects that hold one share: which of them ends it is not followed
        }

        Value clone = evaluator.Values.Allocation(call.Operation, evaluator.Block);
        foreach ((ISymbol member, Value value) in held)
        {
            evaluator.Store(Slot.Field(clone, member), value, call.Operation);
        }

        return clone;
    }

    private static bool IsOf(IPropertySymbol property, IParameterSymbol parameter) =>
        SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type) &&
        !property.DeclaringSyntaxReferences.IsEmpty &&
        property.DeclaringSyntaxReferences.SequenceEqual(parameter.DeclaringSyntaxReferences, SameSyntax.Instance);

    private sealed class SameSyntax : System.Collections.Generic.IEqualityComparer<SyntaxReference>
    {
        public static readonly SameSyntax Instance = new();

        public bool Equals(SyntaxReference? x, SyntaxReference? y) => x!.SyntaxTree == y!.SyntaxTree && x.Span == y.Span;

        public int GetHashCode(SyntaxReference reference) => reference.Span.GetHashCode();
    }
}
