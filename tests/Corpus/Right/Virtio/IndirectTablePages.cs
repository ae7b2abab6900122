using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A split ring with indirect tables: one table page for each head, shared buffers kept by head.</summary>
public sealed unsafe class IndirectQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Size = 16;

    private readonly Dma<THal> _ring = new(2, Both);
    private readonly Dma<THal>[] _tables = new Dma<THal>[Size];
    private readonly Shared<THal>[]?[] _chains = new Shared<THal>[]?[Size];
    private readonly VirtioTransport _transport;
    private ushort _availableIndex;
    private ushort _lastUsed;
    private ushort _freeMask = ushort.MaxValue;

    public IndirectQueue(VirtioTransport transport)
    {
        _transport = transport;
        for (int i = 0; i < Size; i++)
        {
            _tables[i] = new Dma<THal>(1, DriverToDevice);
        }

        if (!transport.SetQueue(0, _ring.Paddr, Size))
        {
            Dispose();
            throw new DeviceException("The queue was not accepted.");
        }
    }

    public int Add(ReadOnlySpan<(DmaBuffer Bytes, BufferDirection Way)> parts)
    {
        if (_freeMask == 0 || parts.Length > HalConstants.PageSize / sizeof(Descriptor))
        {
            return -1;
        }

        int head = System.Numerics.BitOperations.TrailingZeroCount((uint)_freeMask);
        var chain = new Shared<THal>[parts.Length];
        Descriptor* table = _tables[head].Pointer<Descriptor>(0);
        int i = 0;
        try
        {
            for (; i < parts.Length; i++)
            {
                chain[i] = new Shared<THal>(parts[i].Bytes, parts[i].Way);
                bool last = i + 1 == parts.Length;
                table[i].Address = chain[i].Paddr.Value;
                table[i].Length = (uint)parts[i].Bytes.Length;
                table[i].Flags = (ushort)((last ? 0 : 1) | (parts[i].Way == DeviceToDriver ? 2 : 0));
                table[i].Next = (ushort)(last ? 0 : i + 1);
            }
        }
        catch (DmaException)
        {
            foreach (Shared<THal> shared in chain.AsSpan(0, i))
            {
                shared.Unshare();
            }

            return -1;
        }

        _chains[head] = chain;
        _freeMask &= (ushort)~(1 << head);
        Descriptor* direct = _ring.Pointer<Descriptor>((nuint)(head * sizeof(Descriptor)));
        direct->Address = _tables[head].Paddr.Value;
        direct->Length = (uint)(parts.Length * sizeof(Descriptor));
        direct->Flags = 4;
        ushort* available = _ring.Pointer<ushort>(Size * 16);
        available[2 + (_availableIndex & (Size - 1))] = (ushort)head;
        Volatile.Write(ref available[1], ++_availableIndex);
        _transport.Notify(0);
        return head;
    }

    public bool TryPopUsed(out int head)
    {
        head = -1;
        ushort* used = _ring.Pointer<ushort>(HalConstants.PageSize);
        if (Volatile.Read(ref used[1]) == _lastUsed)
        {
            return false;
        }

        uint id = ((uint*)used)[1 + (_lastUsed & (Size - 1)) * 2];
        _lastUsed++;
        if (id >= Size || _chains[id] is not { } chain)
        {
            _transport.Reset();
            return false;
        }

        head = (int)id;
        Release(head, chain);
        return true;
    }

    private void Release(int head, Shared<THal>[] chain)
    {
        foreach (Shared<THal> shared in chain)
        {
            shared.Unshare();
        }

        _chains[head] = null;
        _freeMask |= (ushort)(1 << head);
    }

    public void Dispose()
    {
        _transport.Reset();
        for (int head = 0; head < Size; head++)
        {
            if (_chains[head] is { } chain)
            {
                Release(head, chain);
            }

            _tables[head]?.Dispose();
        }

        _ring.Dispose();
    }
}
