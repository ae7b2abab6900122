using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A device with several queues; opening fails in the middle, and what was opened is closed from there back.</summary>
public sealed unsafe class MultiQueue<THal>(VirtioTransport transport, int queues, int depth)
    where THal : struct, IHal
{
    private sealed class QueueMemory
    {
        public Dma<THal>? Ring;
        public readonly List<(PhysAddr Address, DmaBuffer Bytes)> Posted = [];
    }

    private readonly QueueMemory[] _queues = new QueueMemory[queues];

    public bool Open(Func<int, DmaBuffer?> allocate)
    {
        for (int q = 0; q < _queues.Length; q++)
        {
            _queues[q] = new QueueMemory();
            if (!OpenOne(q, allocate))
            {
                transport.Reset();
                for (; q >= 0; q--)
                {
                    CloseOne(_queues[q]);
                }

                return false;
            }
        }

        return true;
    }

    private bool OpenOne(int q, Func<int, DmaBuffer?> allocate)
    {
        QueueMemory queue = _queues[q];
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)(depth * 26 + 6)), BufferDirection.Both, out queue.Ring))
        {
            return false;
        }

        for (int i = 0; i < depth; i++)
        {
            if (allocate(q) is not { } bytes)
            {
                return false;
            }

            try
            {
                queue.Posted.Add((THal.Share(bytes, BufferDirection.DeviceToDriver), bytes));
            }
            catch (DmaException)
            {
                return false;
            }

            Descriptor* descriptor = queue.Ring.Pointer<Descriptor>((nuint)(i * sizeof(Descriptor)));
            descriptor->Address = queue.Posted[i].Address.Value;
            descriptor->Length = (uint)bytes.Length;
            descriptor->Flags = 2;
        }

        return transport.SetQueue(q, queue.Ring.Paddr, depth);
    }

    private static void CloseOne(QueueMemory queue)
    {
        for (int i = queue.Posted.Count; i > 0; i--)
        {
            (PhysAddr address, DmaBuffer bytes) = queue.Posted[i - 1];
            THal.Unshare(address, bytes, BufferDirection.DeviceToDriver);
        }

        queue.Posted.Clear();
        queue.Ring?.Dispose();
        queue.Ring = null;
    }

    public void Close()
    {
        transport.Reset();
        foreach (QueueMemory? queue in _queues)
        {
            if (queue is not null)
            {
                CloseOne(queue);
            }
        }
    }
}
