using System.Collections.Generic;
using System.Linq;
using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Summaries;
using Hal.Analyzers.Flow.Types;
using Hal.Analyzers.Flow.Values;
using Hal.Analyzers.Semantics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>Where values are kept: finding, reading and writing locations.</summary>
internal sealed partial class OperationEvaluator
{
    // An address of these is one of the CPU.
    private static readonly string[] s_hosts = { "Virt", "Vaddr", "Cpu", "Host", "User", "Kernel", "Return", "Linear", "Logical", "Start", "End" };

    /// <summary>The location that an operation names, or <see langword="null"/> when it names none that the engine can tell.</summary>
    public Slot? Locate(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation { Local: var local } use:
                _openings.Note(State, use);
                return local.RefKind == RefKind.None ? _context.Variables.LocationOf(local) : PointedTo(State.GetVariable(_context.Variables.IndexOf(local)));
            case IParameterReferenceOperation { Parameter: var parameter }:
                return _context.Variables.LocationOf(parameter);
            case IFlowCaptureReferenceOperation reference:
                return _captured.TryGetValue(reference.Id, out IOperation? captured) && IsNamed(captured)
                    ? Locate(captured)
                    : _context.Variables.LocationOf(reference.Id);
            case IFieldReferenceOperation { Field: var field, Instance: var instance }:
                return LocateMember(field, field.IsStatic, instance);
            case IPropertyReferenceOperation { Property: var property } reference:
                return LocateProperty(property, reference);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                Value array = Evaluate(element.ArrayReference);
                Value index = Evaluate(element.Indices[0]);
                AssumeInRange(Values.Pure(PureOperator.Length, null, array), index);
                return Slot.Element(array, index, element.Type);
            case IParenthesizedOperation parenthesized:
                return Locate(parenthesized.Operand);
            case IDeclarationExpressionOperation declaration:
                return Locate(declaration.Expression);
            case IConversionOperation { IsImplicit: true } conversion:
                return Locate(conversion.Operand);
            case IInvocationOperation { TargetMethod.ReturnsByRef: true } invocation:
                return PointedTo(Evaluate(invocation));
            case { Kind: OperationKind.None }:
                return LocateUnnamed(operation);
            default:
                return null;
        }
    }

    /// <summary>What a location holds.</summary>
    /// <param name="location">The location.</param>
    /// <param name="reader">The operation that reads it, which names a value that cannot be known.</param>
    public Value Load(Slot location, IOperation reader)
    {
        switch (location.Kind)
        {
            case SlotKind.Variable:
                if (location.Symbol is ISymbol symbol && _shape.IsAddressTaken(symbol))
                {
                    return Values.Result(reader, 0, Block);
                }

                return State.GetVariable(_context.Variables.IndexOf(location.Symbol!)) ?? Unset(location.Symbol!);
            case SlotKind.Member:
                var member = (ISymbol)location.Symbol!;
                return Open(Values.Member(Load(location.Parent!, reader), member, location.Type!, Known), location.Type);
            case SlotKind.Element when location.IsInRange:
                return Values.Result(reader, 0, Block);
            case SlotKind.Pointee:
                return location.Owner!.Kind == ValueKind.AddressOf
                    ? Load((Slot)location.Owner.Data!, reader)
                    : Values.Result(reader, 0, Block);
            default:
                return State.Memory.TryGetValue(location, out Value? held) ? held : Unwritten(location);
        }
    }

    /// <summary>Writes a value to a location.</summary>
    public void Store(Slot location, Value value, IOperation writer)
    {
        switch (location.Kind)
        {
            case SlotKind.Variable:
                StoreVariable(location.Symbol!, value);
                break;
            case SlotKind.Member or SlotKind.Element when IsRawMemory(RootOf(location)):
                StoreThroughPointer(value, writer);
                break;
            case SlotKind.Member:
                Slot parent = location.Parent!;
                Store(parent, Values.With(Load(parent, writer), (ISymbol)location.Symbol!, value), writer);
                break;
            case SlotKind.Pointee when location.Owner!.Kind == ValueKind.AddressOf:
                Store((Slot)location.Owner.Data!, value, writer);
                break;
            case SlotKind.Pointee:
                StoreThroughPointer(value, writer);
                break;
            default:
                StoreMemory(location, value, writer);
                break;
        }
    }

    /// <summary>A write to a place that the engine cannot name.</summary>
    public void StoreUnknown(Value value) => EscapeDeep(value);

    /// <summary>Forgets what memory holds, because code ran that the engine does not see.</summary>
    /// <param name="site">The operation that ran it.</param>
    /// <param name="own">Whether it can have run code of this compilation, which may write any field of its types.</param>
    public void ForgetMemory(IOperation site, bool own)
    {
        _context.Effects.RunsUnseenCode |= own;
        Value epoch = Values.Result(site, -1, Block);
        State.ForeignEpoch = epoch;
        if (own || CollectionSize.MayChange(site))
        {
            State.SizeEpoch = epoch;
        }

        if (own)
        {
            State.Epoch = epoch;
            State.MemberEpochs = State.MemberEpochs.Clear();
        }

        if (!State.Memory.IsEmpty)
        {
            foreach (Slot location in State.Memory.Keys)
            {
                if (IsOpenToOthers(location, own))
                {
                    Tokens.Drop(State.Memory[location]);
                    State.Memory = State.Memory.Remove(location);
                }
            }
        }

        if (State.HasDelegates)
        {
            foreach (ISymbol variable in _shape.WrittenByNested)
            {
                int index = _context.Variables.IndexOf(variable);
                State.SetVariable(index, Values.Result(site, -2 - index, Block));
            }
        }
    }

    private static bool IsNamed(IOperation operation) =>
        operation is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or
            IArrayElementReferenceOperation or IFlowCaptureReferenceOperation or { Kind: OperationKind.None };

    /// <summary>Whether an expression of struct type is a place, not a copy: what a property or method returns by value is a copy.</summary>
    private static bool IsAddressable(IOperation instance) => instance switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation or IFlowCaptureReferenceOperation or
            IInstanceReferenceOperation or { Kind: OperationKind.None } => true,
        IFieldReferenceOperation { Instance: var owner } => owner is null or { Type.IsValueType: false } || IsAddressable(owner),
        IPropertyReferenceOperation { Property: var property } => property.ReturnsByRef || property.ReturnsByRefReadonly,
        IInvocationOperation { TargetMethod: var method } => method.ReturnsByRef || method.ReturnsByRefReadonly,
        IParenthesizedOperation parenthesized => IsAddressable(parenthesized.Operand),
        IConversionOperation { IsImplicit: true } conversion => IsAddressable(conversion.Operand),
        _ => false,
    };

    /// <summary>The location behind a reference or pointer value.</summary>
    private static Slot? PointedTo(Value? reference) => reference switch
    {
        null => null,
        { Kind: ValueKind.AddressOf } => (Slot)reference.Data!,
        _ => Slot.Pointee(reference),
    };

    /// <summary>Whether a device may read and write a location: what a pointer, a span or a buffer names.</summary>
    private static bool IsRawMemory(Slot slot) => slot.IsInRange || slot is { Kind: SlotKind.Pointee, Owner.Kind: not ValueKind.AddressOf };

    /// <summary>What a member of a member is at last a part of.</summary>
    private static Slot RootOf(Slot slot)
    {
        while (slot.Parent is { } parent)
        {
            slot = parent;
        }

        return slot;
    }

    private Value Unset(object variable)
    {
        Value unset = Values.Unassigned(variable as ISymbol ?? _context.Method);
        return variable switch
        {
            ILocalSymbol local => Open(unset, local.Type),
            IParameterSymbol parameter => Open(unset, parameter.Type),
            _ => unset,
        };
    }

    /// <summary>What was given to the method, as the token that a summary follows it by.</summary>
    public Value Open(Value value, ITypeSymbol? type) => _context.Entries?.Open(value, type, State) ?? value;

    /// <summary>An element was there: a collection has more elements than the index says. Where it certainly has not, nobody goes on behind the exception.</summary>
    private void AssumeInRange(Value size, Value index)
    {
        if (State.Facts.RangeOf(index).Maximum < 0 || State.Facts.RangeOf(Values.Subtract(index, size)).Minimum >= 0)
        {
            State.Doubtful = true;
        }

        if (index.IsConstant(out long number) && number >= 0 && State.Facts.RangeOf(size) is { IsEmpty: false } range && range.Minimum <= number)
        {
            State.Facts = State.Facts.WithRange(size, range.AtLeast(number + 1));
        }
    }

    private Slot? LocateMember(ISymbol member, bool isStatic, IOperation? instance)
    {
        if (isStatic || instance is null)
        {
            return Slot.Field(Values.Null, member);
        }

        if (instance.Type is { IsValueType: true } && instance is not IInstanceReferenceOperation)
        {
            // A member of a struct is a part of where the struct stands.
            return IsAddressable(instance) && Locate(instance) is { } parent ? Slot.Member(parent, member) : null;
        }

        return Slot.Field(Evaluate(instance), member);
    }

    private Slot? LocateProperty(IPropertySymbol property, IPropertyReferenceOperation reference)
    {
        if (property.IsIndexer)
        {
            // The indexers that return a reference are those of memory: spans and buffers.
            if (property.ReturnsByRef || property.ReturnsByRefReadonly)
            {
                Value memory = reference.Instance is { } owner ? Evaluate(owner) : Values.Null;
                if (reference.Arguments.Length != 1)
                {
                    return null;
                }

                Value index = Evaluate(reference.Arguments[0].Value);
                return Known.IsBufferLike(reference.Instance?.Type)
                    ? Slot.ElementInRange(memory, index, reference.Type)
                    : Slot.Element(memory, index, reference.Type);
            }

            return null;
        }

        return LocateMember(property, property.IsStatic, reference.Instance);
    }

    /// <summary>What memory holds that this method did not write.</summary>
    private Value Unwritten(Slot location)
    {
        Value owner = location.Owner!;
        if (location.Kind == SlotKind.Element)
        {
            return Values.Memory(owner, "element", location.Symbol as ITypeSymbol, State.ForeignEpoch, location.Index!);
        }

        var member = (ISymbol)location.Symbol!;
        if (IsUntouched(owner))
        {
            if (!HasInitializer(member))
            {
                return Values.DefaultOf(location.Type, Known);
            }

            if (_context.Services.FixedMembers.StartOf(member) is { HasValue: true } start)
            {
                return ConstantOf(start.Value, location.Type);
            }
        }

        if (_context.Services.FixedMembers.ConstantOf(member) is { HasValue: true } constant)
        {
            return ConstantOf(constant.Value, location.Type);
        }

        if (!IsConstructor && _context.Services.DerivedMembers.Find(member) is { } derived)
        {
            return PlaceOf(owner, derived);
        }

        Value held = Values.Memory(owner, member, location.Type, EpochOf(member), Values.Null);
        return _context.Services.RegisterFields.Find(member) is { } registers ? RegistersIn(held, registers) : Open(held, location.Type);
    }

    /// <summary>What a member holds that names a place in the memory of another one of the same object.</summary>
    private Value PlaceOf(Value owner, DerivedMember derived)
    {
        Slot field = Slot.Field(owner, derived.Owner);
        Value memory = State.Memory.TryGetValue(field, out Value? held) ? held : Unwritten(field);
        Value offset = Values.Number(derived.Offset);
        return derived.Kind switch
        {
            DerivedKind.Address => Values.Add(Tokens.AddressOf(memory), offset),
            DerivedKind.Pinned => Values.Pure(PureOperator.Other, HandlePart.Buffer, memory),
            DerivedKind.Pointer => Values.Add(Tokens.PointerOf(memory), offset),
            _ => Values.Buffer(
                Values.Add(Tokens.PointerOf(memory), offset),
                derived.Length is { } length ? Values.Number(length) : Values.Scale(Tokens.PartOf(memory, HandlePart.Pages), 4096)),
        };
    }

    private Value EpochOf(ISymbol member)
    {
        if (CollectionSize.Is(member))
        {
            return CollectionSize.IsFixed(member) ? Values.EntryEpoch : State.SizeEpoch;
        }

        return IsNeverReassigned(member) ? Values.EntryEpoch : !IsOwn(member) ? State.ForeignEpoch
            : State.MemberEpochs.TryGetValue(member, out Value? ofMember) ? ofMember
            : State.Epoch;
    }

    /// <summary>What a field holds that only ever holds registers.</summary>
    private Value RegistersIn(Value held, RegisterField field)
    {
        Value? size = field.Size is { } known ? Values.Number(known) : null;
        if (!field.IsRegion)
        {
            return Registers.OfField(Values, field.Place, held, size);
        }

        return Values.Buffer(Registers.OfField(Values, field.Place, Values.PointerOf(held), size), size ?? Values.LengthOf(held));
    }

    /// <summary>Whether an object was made by a constructor that was looked into, and nobody else has seen it: a field that was not set is zero.</summary>
    private bool IsUntouched(Value owner) =>
        owner is { Kind: ValueKind.Allocation, Data: Microsoft.CodeAnalysis.Operations.IObjectCreationOperation { Constructor: { } constructor } } &&
        IsLocalObject(owner) &&
        !State.Lent.Contains(owner) &&
        _host.SummaryOf(constructor, isExact: true) is { IsKnown: true, Effects.RunsUnseenCode: false };

    private static bool HasInitializer(ISymbol member)
    {
        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax())
            {
                case Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer: not null }:
                case Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { Initializer: not null }:
                case Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax { ExpressionBody: not null }:
                case Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax:
                    return true;
            }
        }

        return member.DeclaringSyntaxReferences.IsEmpty;
    }

    private bool IsNeverReassigned(ISymbol member) =>
        _context.Method is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } && member switch
        {
            IFieldSymbol field => field.IsReadOnly,
            IPropertySymbol { SetMethod: null, IsAbstract: false, IsVirtual: false, IsOverride: false } property => DerivedMembers.IsStored(property),
            _ => false,
        };

    /// <summary>Whether a member is of this compilation, so that only its code writes it.</summary>
    private bool IsOwn(ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, Known.Compilation.Assembly) &&
        member is not IFieldSymbol { IsVolatile: true };

    /// <summary>Whether code that the engine does not see may write a location.</summary>
    private bool IsOpenToOthers(Slot location, bool own)
    {
        if (IsLocalObject(location.Owner!))
        {
            return false;
        }

        if (location.Kind == SlotKind.Element)
        {
            return true;
        }

        return location.Symbol is not ISymbol member || !IsOwn(member) || (own && !IsNeverReassigned(member));
    }

    private void StoreVariable(object variable, Value value)
    {
        int index = _context.Variables.IndexOf(variable);
        Value? previous = State.GetVariable(index);
        State.SetVariable(index, value);
        if (previous is { MentionsToken: true } && !ReferenceEquals(previous, value))
        {
            Tokens.Drop(previous);
        }

        if (!value.MayHold || variable is not ISymbol symbol)
        {
            return;
        }

        // What an out parameter holds leaves with the method, not before: until then it may be overwritten.
        bool outlives = symbol is IParameterSymbol { RefKind: not (RefKind.None or RefKind.Out) } || (State.HasDelegates && _shape.IsCaptured(symbol));
        if (outlives || !MethodShape.IsInside(symbol.ContainingSymbol, _context.Method))
        {
            EscapeDeep(value, EscapeReason.Returned);
        }
    }

    /// <summary>Forgets what memory held in the fields that a method which was looked into has written.</summary>
    /// <param name="site">The call.</param>
    /// <param name="written">The fields in this method's terms, and in the callee's; the former null where they cannot be told.</param>
    public void ForgetFields(IOperation site, IEnumerable<(Slot? Own, Slot Written)> written)
    {
        ForgetMemory(site, own: false);
        foreach ((Slot? own, Slot theirs) in written)
        {
            if (theirs is not { Kind: SlotKind.Field, Symbol: ISymbol member })
            {
                continue;
            }

            State.MemberEpochs = State.MemberEpochs.SetItem(member, Values.Result(site, -1, Block));
            foreach (Slot location in State.Memory.Keys)
            {
                bool isWritten = own is null
                    ? location.Symbol is ISymbol symbol && SymbolEqualityComparer.Default.Equals(symbol, member) && !IsLocalObject(location.Owner!)
                    : location.Equals(own);
                if (isWritten)
                {
                    Tokens.Drop(State.Memory[location]);
                    State.Memory = State.Memory.Remove(location);
                }
            }
        }
    }

    private void StoreMemory(Slot location, Value value, IOperation writer)
    {
        Value owner = location.Owner!;
        if (location.Kind == SlotKind.Field)
        {
            _context.Lending.NoteGiven(owner, value);
        }

        if (!State.Memory.IsEmpty)
        {
            foreach (Slot other in State.Memory.Keys)
            {
                if (!other.Equals(location) && MayAlias(location, other))
                {
                    Tokens.Drop(State.Memory[other]);
                    State.Memory = State.Memory.Remove(other);
                }
            }
        }

        if (State.Memory.TryGetValue(location, out Value? previous))
        {
            Tokens.Drop(previous);
        }

        // An element is found again by an index that a loop changes: the pairing of a table is beyond the engine.
        ISymbol? keeper = value.MayHold ? KeeperOf(location, writer) : null;
        if (value.MayHold && (location.Kind == SlotKind.Element || !IsLocalObject(owner)))
        {
            EscapeDeep(value, keeper: keeper);
        }
        else if (keeper is not null)
        {
            Tokens.NoteKept(value, keeper);
        }

        State.Memory = State.Memory.SetItem(location, value);
    }

    /// <summary>The field or local table that a value is put into, itself or an element of the array in it. What a callee puts somewhere is for its own analysis.</summary>
    private ISymbol? KeeperOf(Slot location, IOperation writer)
    {
        if (location.Kind == SlotKind.Element && TableFilledBy(writer, location.Owner!) is { } table)
        {
            return table;
        }

        // Our own TryCreate puts there what it makes, and knows of it no more.
        bool isMade = writer is IInvocationOperation { TargetMethod: { Name: "TryCreate", ContainingType: var maker } } && Known.DmaBaseOf(maker) is not null;
        if (writer is IInvocationOperation or IObjectCreationOperation && !isMade)
        {
            return null;
        }

        return location switch
        {
            { Kind: SlotKind.Field, Owner.IsNull: false } => location.Symbol as ISymbol,
            { Kind: SlotKind.Element, Owner: { Kind: ValueKind.Memory, Data: ISymbol array } memory } when !memory.Operands[0].IsNull => array,
            _ => null,
        };
    }

    /// <summary>The local table that is filled, where nobody else has it.</summary>
    private ILocalSymbol? TableFilledBy(IOperation writer, Value table) =>
        table.Kind == ValueKind.Allocation && IsLocalObject(table)
            ? LocalTables.FilledBy(writer).FirstOrDefault(local => !_shape.IsCaptured(local) && MethodShape.IsInside(local.ContainingSymbol, _context.Method) &&
                ReferenceEquals(State.GetVariable(_context.Variables.IndexOf(local)), table))
            : null;

    /// <summary>The field of this object with the collection that a call puts an address or an owner into, as what it is.</summary>
    private ISymbol? FieldFilledBy(IOperation writer) =>
        writer is IInvocationOperation { Instance: IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: var field } } call &&
        Collections.PutBy(call) is { Type: { } element } && _context.Services.Tracked.IsTracked(element)
            ? Members.Canonical(field)
            : null;

    private bool MayAlias(Slot written, Slot other)
    {
        if (written.Kind != other.Kind)
        {
            return false;
        }

        if (written.Kind == SlotKind.Field)
        {
            return SymbolEqualityComparer.Default.Equals((ISymbol)written.Symbol!, (ISymbol)other.Symbol!) &&
                _context.Comparer.Compare(written.Owner, other.Owner, State.Facts) != Relation.Different;
        }

        return _context.Comparer.Compare(written.Owner, other.Owner, State.Facts) != Relation.Different &&
            _context.Comparer.Compare(written.Index, other.Index, State.Facts) != Relation.Different;
    }

    /// <summary>Whether an object was made here and is still this method's alone: what it holds has not left the method.</summary>
    private bool IsLocalObject(Value owner) =>
        (owner.Kind == ValueKind.Allocation || (owner.Kind == ValueKind.This && IsConstructor)) && !State.HasEscaped(owner);

    /// <summary>Whether the object that the method runs on is only being made: who throws now leaves it to nobody.</summary>
    private bool IsConstructor => _context.Method is IMethodSymbol { MethodKind: MethodKind.Constructor } && _context.Entries is null;

    /// <summary>The method ends: what its out parameters hold is the caller's.</summary>
    public void HandOut()
    {
        if (_context.Method is not IMethodSymbol method)
        {
            return;
        }

        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind == RefKind.Out && State.GetVariable(_context.Variables.IndexOf(parameter)) is { MayHold: true } value)
            {
                EscapeDeep(value, EscapeReason.Returned);
            }
        }
    }

    /// <summary>The object is made: what it holds is its own to release from now on.</summary>
    public void CompleteConstruction()
    {
        if (IsConstructor)
        {
            EscapeDeep(Values.This);
        }
    }

    /// <summary>
    /// A store to memory that only a pointer names: a descriptor, a register, a slot of a table. A raw number written there is for the device,
    /// which cannot unshare; an address or a share of our own types is bookkeeping that somebody releases by.
    /// </summary>
    private void StoreThroughPointer(Value value, IOperation writer)
    {
        if (writer is ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var member } } && Numbers.Width(member.Type) >= 4 && IsForDevice(member) &&
            PhysAddrFromPointer.IsOfDmaMemory(value))
        {
            value = PhysAddrFromPointer.Make(Values, value);
        }

        if (!value.MayHold && !PhysAddrFromPointer.IsIn(value))
        {
            return;
        }

        bool isRaw = writer is IAssignmentOperation { Target.Type: { } type } && (Numbers.IsIntegral(type) || type is IPointerTypeSymbol);
        if (isRaw)
        {
            StoreRaw(value, writer);
        }
        else
        {
            // An element of a span on the stack: nobody outlives the method with it.
            EscapeDeep(value, keeper: LocalTables.FilledBy(writer).FirstOrDefault(LocalTables.IsOnStack));
        }
    }

    /// <summary>Whether a field is one of a device's descriptor that takes the address of a buffer, by what both are called.</summary>
    private static bool IsForDevice(IFieldSymbol field) => field.Name is var name &&
        field.ContainingType.Name.Contains("Desc") &&
        (name.EndsWith("Address", System.StringComparison.Ordinal) || name.EndsWith("Addr", System.StringComparison.Ordinal) || name.EndsWith("Paddr", System.StringComparison.Ordinal)) &&
        !System.Array.Exists(s_hosts, host => name.Contains(host));

    /// <summary>A number is written to memory that a device may read.</summary>
    public void StoreRaw(Value value, IOperation writer)
    {
        UseAddress(value, AddressUse.Descriptor, writer);
        Tokens.LendByStore(value, writer);
    }
}
