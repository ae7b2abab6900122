using System;
using Devices;
using Hal;

namespace Drivers;

// A descriptor chain whose entries are linked by index; the chain is walked to end its shares. The walk follows the same links that the
// build made, and reads the next before it clears the entry.
public sealed unsafe class DescriptorChain<THal> : IDisposable
    where THal : struct, IHal
{
    private const ushort None = 0xFFFF;
    private readonly Dma<THal> _table = new(1, BufferDirection.Both);
    private readonly Shared<THal>[] _shares = new Shared<THal>[128];
    private readonly ushort[] _links = new ushort[128];
    private ushort _free;

    public DescriptorChain()
    {
        for (int i = 0; i < _links.Length; i++)
        {
            _links[i] = (ushort)(i + 1 < _links.Length ? i + 1 : None);
        }
    }

    public ushort Build(ReadOnlySpan<DmaBuffer> parts, BufferDirection direction)
    {
        ushort head = None;
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            if (_free == None)
            {
                Free(head);
                return None;
            }

            ushort index = _free;
            try
            {
                _shares[index] = new Shared<THal>(parts[i], direction);
            }
            catch (DmaException)
            {
                Free(head);
                throw;
            }

            _free = _links[index];
            _links[index] = head;
            Descriptor* entry = _table.Pointer<Descriptor>((nuint)(index * sizeof(Descriptor)));
            entry->Address = _shares[index].Paddr.Value;
            entry->Length = (uint)parts[i].Length;
            entry->Next = head;
            head = index;
        }

        return head;
    }

    public void Free(ushort head)
    {
        while (head != None)
        {
            ushort next = _links[head];
            _shares[head].Unshare();
            _shares[head] = default;
            _links[head] = _free;
            _free = head;
            head = next;
        }
    }

    /// <summary>The device no longer walks any chain: its owner has stopped it.</summary>
    public void Dispose()
    {
        foreach (Shared<THal> share in _shares)
        {
            share.Unshare();
        }

        Array.Clear(_shares);
        _table.Dispose();
    }
}
