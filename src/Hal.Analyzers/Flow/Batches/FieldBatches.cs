using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.Findings;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Rules;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Batches;

/// <summary>
/// The same comparison as <see cref="BatchAnalysis"/> for an array in a field: one member fills it, others release its elements. An index that is
/// filled, and that every release of the type leaves out, has leaked. Only where each use of the field is seen, and each index that is released.
/// </summary>
internal sealed class FieldBatches
{
    private readonly FlowServices _services;
    private readonly HandleUses _handles;
    private readonly Dictionary<IOperation, CountedLoop> _loops = new();

    private FieldBatches(FlowServices services)
    {
        _services = services;
        _handles = new HandleUses(services);
    }

    public static IEnumerable<Finding> Run(FlowServices services, IOperation root, ImmutableArray<FlowListener> rules, CancellationToken cancellation)
    {
        var batches = new FieldBatches(services);
        foreach (IOperation operation in root.Descendants())
        {
            if (operation is ISimpleAssignmentOperation { IsRef: false } assignment &&
                ElementOf(assignment.Target, out IFieldSymbol? member) is { } element &&
                element.ArrayReference is IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: { IsStatic: false } field } &&
                Acquisitions.TokenOf(assignment.Value.Unconverted(), services) is { } token &&
                batches.Filled(assignment, element) is { } filled &&
                batches.FindMissed(field, member, filled, cancellation) is { } missed)
            {
                var end = new PathEnd(PathEndKind.LeftOut, assignment.Value.Syntax, null) { Element = $"{field.Name}[{missed}]{(member is null ? null : "." + member.Name)}" };
                var leaked = new LeakedEvent(token, new[] { end });
                foreach (Finding finding in rules.Select(rule => rule.OnLeaked(leaked)).OfType<Finding>())
                {
                    yield return finding;
                }
            }
        }
    }

    /// <summary>The element of an array that is set, or a field of the struct in it.</summary>
    private static IArrayElementReferenceOperation? ElementOf(IOperation target, out IFieldSymbol? member)
    {
        member = null;
        if (target is IFieldReferenceOperation { Field: var field, Instance: IArrayElementReferenceOperation { Type.IsValueType: true } of })
        {
            member = field;
            target = of;
        }

        return target is IArrayElementReferenceOperation { Indices.Length: 1 } element ? element : null;
    }

    /// <summary>The indices that an assignment certainly fills.</summary>
    private IndexRange? Filled(IOperation assignment, IArrayElementReferenceOperation element)
    {
        if (element.Indices[0].ConstantValue.HasValue)
        {
            return LoopsOf(element).IndicesOf(element.Indices[0]);
        }

        return LoopStatements.IsCertain(assignment) ? TableFills.ByIndex(element, LoopsOf(element)).Indices : null;
    }

    private Bound? FindMissed(IFieldSymbol field, IFieldSymbol? member, IndexRange filled, CancellationToken cancellation)
    {
        if (MemberDomain.TypeOf(field) is not { } domain)
        {
            return null;
        }

        var covered = new List<IndexRange>();
        IEnumerable<SyntaxNode> declarations = domain.DeclaringSyntaxReferences.Select(part => part.GetSyntax(cancellation));
        foreach (IOperation? use in MemberDomain.References(declarations, field, _services, cancellation))
        {
            if (use is null || !Read(use, member, covered))
            {
                return null;
            }
        }

        return covered.Count > 0 ? filled.FindMissed(covered) : null;
    }

    /// <summary>Notes what a use of the array may release.</summary>
    /// <returns>Whether it is understood.</returns>
    private bool Read(IOperation use, IFieldSymbol? member, List<IndexRange> covered)
    {
        switch (use.Parent)
        {
            case IPropertyReferenceOperation { Property.Name: "Length" }:
                return true;
            case ISimpleAssignmentOperation assignment when ReferenceEquals(assignment.Target, use):
                return assignment.Value.Unconverted() is IArrayCreationOperation { Initializer: null } or ILiteralOperation or IDefaultValueOperation;
            case IConversionOperation { Parent: IForEachLoopOperation } or IForEachLoopOperation:
                return TableWalks.IsHarmless((use.Parent as IForEachLoopOperation ?? (IForEachLoopOperation)use.Parent.Parent!), _handles);
            case IConversionOperation { Parent: IArgumentOperation } or IArgumentOperation:
                return _handles.IsHarmless(use);
            case IBinaryOperation or IIsPatternOperation { Pattern: IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation } }:
                return true;
            case IArrayElementReferenceOperation { Indices.Length: 1 } element when ReferenceEquals(element.ArrayReference, use):
                return ReadElement(element, member, covered);
            default:
                return false;
        }
    }

    private bool ReadElement(IArrayElementReferenceOperation element, IFieldSymbol? member, List<IndexRange> covered)
    {
        IOperation place = element;
        if (member is not null && element.Parent is IFieldReferenceOperation part && ReferenceEquals(part.Instance, element))
        {
            if (!SymbolEqualityComparer.Default.Equals(part.Field.OriginalDefinition, member.OriginalDefinition))
            {
                return true;
            }

            place = part;
        }

        if ((place.Parent is ISimpleAssignmentOperation { IsRef: false } store && ReferenceEquals(store.Target, place)) || _handles.IsHarmless(place))
        {
            return true;
        }

        if (LoopsOf(element).IndicesOf(element.Indices[0]) is not { } released)
        {
            return false;
        }

        covered.Add(released);
        return true;
    }

    private CountedLoop LoopsOf(IOperation part)
    {
        IOperation root = part;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        if (!_loops.TryGetValue(root, out CountedLoop? loops))
        {
            _loops.Add(root, loops = new CountedLoop(root));
        }

        return loops;
    }
}
