using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A sensor hub that sends its reports through a queue of message buffers. A message that was popped is ended, parsed and offered again;
// one that the queue refuses is put aside unshared.
internal readonly record struct SensorReport(byte Sensor, float Value);

internal sealed class SensorHub<THal> : IDisposable
    where THal : struct, IHal
{
    private const int MessageBytes = 64;

    private readonly Queue _inbox;
    private readonly Device _hub;
    private readonly Dictionary<PhysAddr, PinnedBuffer> _offered = [];
    private readonly Queue<PinnedBuffer> _idle = new();

    public SensorHub(Device hub, Queue inbox, int depth)
    {
        _hub = hub;
        _inbox = inbox;
        for (int i = 0; i < depth; i++)
        {
            _idle.Enqueue(new PinnedBuffer(MessageBytes));
        }
    }

    public void Refill()
    {
        while (_idle.TryPeek(out PinnedBuffer? memory))
        {
            PhysAddr address = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver);
            if (!_inbox.TryAdd(address, memory.Buffer))
            {
                THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
                return;
            }

            _idle.Dequeue();
            _offered.Add(address, memory);
        }
    }

    public IReadOnlyList<SensorReport> Collect()
    {
        var reports = new List<SensorReport>();
        while (_inbox.TryPop(out PhysAddr address, out _) && _offered.Remove(address, out PinnedBuffer? memory))
        {
            THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
            ReadOnlySpan<byte> bytes = memory.Buffer.AsReadOnlySpan();
            reports.Add(new SensorReport(bytes[0], BinaryPrimitives.ReadSingleLittleEndian(bytes[4..])));
            _idle.Enqueue(memory);
        }

        Refill();
        return reports;
    }

    public void Dispose()
    {
        _hub.Reset();
        foreach (var (address, memory) in _offered)
        {
            THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
            memory.Dispose();
        }

        _offered.Clear();
        while (_idle.TryDequeue(out PinnedBuffer? memory))
        {
            memory.Dispose();
        }
    }
}
