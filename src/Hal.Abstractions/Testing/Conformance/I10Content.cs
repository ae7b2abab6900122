using System;

namespace Hal.Testing;

/// <summary>I10: after Share the device sees the driver's bytes, after Unshare the driver sees the device's.</summary>
internal sealed unsafe class I10Content : ContractTest
{
    private const int Length = 1000;

    public I10Content()
        : base("I10", "after Share the device sees the driver's bytes, after Unshare the driver the device's, as the direction says")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        using var memory = new PinnedBuffer(Length + 3);
        DmaBuffer buffer = memory.Buffer.Slice(3, Length);
        KeepsContent<THal>(buffer);
        IDeviceView device = trial.RequireDevice();
        foreach (BufferDirection direction in Trial.Directions)
        {
            Trial.Fill(buffer.AsSpan(), 1);
            PhysAddr paddr = Trial.Share<THal>(buffer, direction);
            if (direction != BufferDirection.DeviceToDriver)
            {
                Trial.Expect(
                    Trial.DeviceRead(device, paddr, Length, $"a share {direction}"), 1, $"the device's view after Share {direction}");
            }

            if (direction != BufferDirection.DriverToDevice)
            {
                byte[] written = new byte[Length];
                Trial.Fill(written, 2);
                Trial.DeviceWrite(device, paddr, written, $"a share {direction}");
            }

            THal.Unshare(paddr, buffer, direction);
            Trial.Expect(
                buffer.AsReadOnlySpan(),
                direction == BufferDirection.DriverToDevice ? 1 : 2,
                $"the driver's view after Unshare {direction}");
        }

        return "each direction, with bytes of the driver and of the device";
    }

    // What can be seen without a device: a buffer that no device wrote is what it was, but for DeviceToDriver (contract C16).
    private static void KeepsContent<THal>(DmaBuffer buffer)
        where THal : struct, IHal
    {
        foreach (BufferDirection direction in new[] { BufferDirection.DriverToDevice, BufferDirection.Both })
        {
            Trial.Fill(buffer.AsSpan(), 3);
            PhysAddr paddr = Trial.Share<THal>(buffer, direction);
            THal.Unshare(paddr, buffer, direction);
            Trial.Expect(
                buffer.AsReadOnlySpan(), 3, $"the driver's view after Share and Unshare {direction}, with no write of a device between");
        }
    }
}
