using System.Buffers.Binary;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A sensor bus assigns addresses: each device answers with eight bytes, until none answers any more. An iterator owns no share at a
// yield; the answer is parsed into a record before.
public readonly record struct BusDevice(byte Address, ulong Identity);

public sealed class SensorBus<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _bus;
    private readonly DmaBuffer _request;
    private readonly DmaBuffer _answer;

    public SensorBus(Mailbox bus, DmaBuffer memory)
    {
        _bus = bus;
        _request = memory.Slice(0, 8);
        _answer = memory.Slice(8, 8);
    }

    public IEnumerable<BusDevice> Assign()
    {
        for (byte address = 8; address < 0x7E; address++)
        {
            if (AssignNext(address) is not { } device)
            {
                yield break;
            }

            yield return device;
        }
    }

    private BusDevice? AssignNext(byte address)
    {
        _request[0] = address;
        PhysAddr input = THal.Share(_request, DriverToDevice);
        int error;
        try
        {
            PhysAddr output = THal.Share(_answer, DeviceToDriver);
            try
            {
                error = _bus.Execute(0x07, input, output);
            }
            finally
            {
                THal.Unshare(output, _answer, DeviceToDriver);
            }
        }
        finally
        {
            THal.Unshare(input, _request, DriverToDevice);
        }

        return error == 0
            ? new BusDevice(address, BinaryPrimitives.ReadUInt64BigEndian(_answer.AsReadOnlySpan()))
            : null;
    }
}
