using Hal.Analyzers.Flow.Events;
using Hal.Analyzers.Flow.State;
using Hal.Analyzers.Flow.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Hal.Analyzers.Flow.Transfer;

/// <summary>What the CPU touches, where addresses go, and when memory ends: told to the rules.</summary>
internal sealed partial class OperationEvaluator
{
    /// <summary>Memory at a pointer is read or written.</summary>
    /// <param name="pointer">The first byte.</param>
    /// <param name="size">The number of bytes, or null when unknown.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="site">By what.</param>
    /// <param name="range">The span or buffer that it was reached through, if any.</param>
    public void Access(Value pointer, Value? size, AccessKind kind, IOperation site, Value? range = null)
    {
        // Most methods hold nothing most of the time: no rule would have anything to say.
        if (IsListened || Registers.MappingOf(pointer) is not null || MentionsOwner(pointer))
        {
            _host.Handle(new AccessEvent(_context, State, site, pointer, size, kind) { Range = range });
        }
    }

    /// <summary>A register is read or written through a region, which checks the offset; with no width, a part of the region is taken.</summary>
    public void AccessRegion(Value region, Value offset, Value size, AccessKind kind, IOperation site) =>
        _host.Handle(new AccessEvent(_context, State, site, Values.Add(Values.PointerOf(region), offset), size, kind | AccessKind.Indivisible) { Range = region });

    /// <summary>Registers are mapped: what the mapping returned, the address and the size that were asked for.</summary>
    public Value MapRegisters(Call call, Value address, int sizeOrdinal)
    {
        Value size = call.Arguments[sizeOrdinal];
        NoteMapping(call, sizeOrdinal);
        Value mapping = Values.Allocation(call.Operation, Block);
        _context.Mappings[mapping] = _context.Mappings.TryGetValue(mapping, out MappedWindow? known) ? known.And(address, size) : new MappedWindow(address, size);
        return mapping;
    }

    /// <summary>A mapping is made or wrapped.</summary>
    public void NoteMapping(Call call, int sizeOrdinal) =>
        _host.Handle(new MappedEvent(_context, State, call.Operation, call.Arguments[sizeOrdinal], call.ArgumentExpression(sizeOrdinal)));

    /// <summary>A range of memory is read or written as a whole.</summary>
    public void AccessRange(Value range, AccessKind kind, IOperation site) =>
        Access(Values.PointerOf(range), Values.LengthOf(range), kind, site, range);

    /// <summary>An address goes somewhere.</summary>
    public void UseAddress(Value address, AddressUse use, IOperation site)
    {
        if (IsListened || PhysAddrFromPointer.IsIn(address))
        {
            _host.Handle(new AddressUseEvent(_context, State, site, address, use));
        }
    }

    /// <summary>Memory is freed, unpinned or goes out of scope.</summary>
    /// <param name="memory">The pointer, array or owner that names it.</param>
    /// <param name="end">How it ends.</param>
    /// <param name="site">By what.</param>
    /// <param name="isDma">Whether it is DMA memory.</param>
    /// <param name="status">What is returned if it may not have ended.</param>
    public void EndMemory(Value memory, MemoryEnd end, IOperation site, bool isDma = false, Value? status = null)
    {
        var ended = new MemoryEndedEvent(_context, State, site, memory, end) { IsDma = isDma, Status = status };
        if (end is MemoryEnd.Freed or MemoryEnd.Returned or MemoryEnd.Unpinned && MemoryRange.Origin(Values, memory) is { MentionsAged: false } origin)
        {
            State.Ended = State.Ended.SetItem(origin, ended);
        }

        if (IsListened || Registers.MappingOf(memory) is not null)
        {
            _host.Handle(ended);
            Tokens.NoteMemoryEnd(ended);
        }
    }

    /// <summary>Whether anything is held or was released that a rule may speak of; a summary keeps all for the caller's rules.</summary>
    private bool IsListened => State.HasTokens || _context.Entries is not null;

    /// <summary>Whether a pointer leads into the memory of an owner that came from elsewhere, whose bounds are known by its page count.</summary>
    private static bool MentionsOwner(Value pointer) => pointer.Kind == ValueKind.Linear
        ? System.Array.Exists(pointer.Operands, MentionsOwner)
        : pointer.Kind == ValueKind.Pure && pointer.Extra is HandlePart.Pointer;

    /// <summary>What a location names is read or written.</summary>
    /// <param name="slot">The location.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="site">By what.</param>
    /// <param name="accessed">The type of what is read or written; null where it is that of the operation.</param>
    public void AccessSlot(Slot slot, AccessKind kind, IOperation site, ITypeSymbol? accessed = null)
    {
        if (_isSilent)
        {
            return;
        }

        if (slot.Symbol is IFieldSymbol { IsVolatile: true })
        {
            kind |= AccessKind.Indivisible;
        }

        Slot root = RootOf(slot);
        switch (root.Kind)
        {
            case SlotKind.Variable when root.Symbol is ISymbol variable && _shape.IsAddressTaken(variable):
                Access(Values.AddressOf(slot), null, kind, site);
                break;
            case SlotKind.Pointee or SlotKind.Element:
                Access(AddressOf(slot), (accessed ?? site.Type) is { } type ? SizeOf(type) : null, kind, site, RangeOf(slot, root));
                break;
        }
    }

    /// <summary>The range that an element or a member is a part of: the span it is indexed in, the struct that a pointer points to.</summary>
    private Value? RangeOf(Slot slot, Slot root)
    {
        if (root.Kind == SlotKind.Element)
        {
            return root.IsInRange ? root.Owner : null;
        }

        Slot? outermost = null;
        for (Slot part = slot; part.Parent is { } parent; part = parent)
        {
            outermost = part;
        }

        return outermost?.Symbol is ISymbol { ContainingType: { } whole } ? Values.Buffer(root.Owner!, SizeOf(whole)) : null;
    }

    /// <summary>The addresses among the arguments of a call.</summary>
    public void UseAddresses(Call call)
    {
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            IParameterSymbol parameter = call.Method.Parameters[i];
            if (call.ArgumentExpression(i) is not { } expression || parameter.RefKind == RefKind.Out)
            {
                continue;
            }

            if (Known.IsAddress(parameter.OriginalDefinition.Type) && !Bookkeeping.Is(call.Method))
            {
                bool forDevice = Ownership.Has(parameter, Known.DeviceAddressAttribute);
                UseAddress(call.Arguments[i], forDevice ? AddressUse.DeviceParameter : AddressUse.Parameter, expression);
            }
            else if (Known.IsSpan(parameter.Type))
            {
                // What is only read through is a read; what may be written through need not be.
                bool readOnly = Semantics.KnownTypes.Is(parameter.Type, Known.ReadOnlySpan);
                AccessRange(call.Arguments[i], AccessKind.Handed | (readOnly ? AccessKind.Read : AccessKind.Read | AccessKind.Possible), expression);
            }
        }
    }
}
