using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Shared memory with a secure world: objects by id, registered until the secure world lets go of them.</summary>
public sealed unsafe class SecureMemory<THal>(Mailbox secure)
    where THal : struct, IHal
{
    private sealed record Object(DmaAllocation Memory, nuint Pages)
    {
        public int References = 1;
    }

    private readonly Dictionary<uint, Object> _objects = [];
    private readonly object _gate = new();
    private uint _nextId = 1;

    public uint Allocate(nuint bytes)
    {
        nuint pages = HalConstants.PagesFor(bytes == 0 ? 1 : bytes);
        DmaAllocation memory = THal.DmaAlloc(pages, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return 0;
        }

        if (secure.Execute(1, memory.Paddr) != 0)
        {
            _ = THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages);
            return 0;
        }

        lock (_gate)
        {
            uint id = _nextId++;
            _objects.Add(id, new Object(memory, pages));
            return id;
        }
    }

    public bool AddReference(uint id)
    {
        lock (_gate)
        {
            return _objects.TryGetValue(id, out Object? found) && ++found.References > 1;
        }
    }

    public bool Release(uint id)
    {
        Object? found;
        lock (_gate)
        {
            if (!_objects.TryGetValue(id, out found) || --found.References > 0)
            {
                return false;
            }

            _objects.Remove(id);
        }

        if (secure.Execute(2, found.Memory.Paddr) != 0)
        {
            DmaOwnership.Abandon<THal>(found.Memory.Paddr);
            return false;
        }

        return THal.DmaDealloc(found.Memory.Paddr, found.Memory.Vaddr, found.Pages) == 0;
    }
}
