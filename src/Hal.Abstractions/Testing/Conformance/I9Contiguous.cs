using System;

namespace Hal.Testing;

/// <summary>I9: the one address that Share returns covers the whole buffer.</summary>
internal sealed unsafe class I9Contiguous : ContractTest
{
    public I9Contiguous()
        : base("I9", "the one address that Share returns covers the whole buffer")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        IDeviceView device = trial.RequireDevice();
        using var memory = new PinnedBuffer(5 * HalConstants.PageSize);
        foreach (int length in new[] { 1, 512, HalConstants.PageSize, (3 * HalConstants.PageSize) + 17 })
        {
            DmaBuffer buffer = memory.Buffer.Slice(HalConstants.PageSize - 5, length); // across a page's end
            Trial.Fill(buffer.AsSpan(), length);
            PhysAddr paddr = Trial.Share<THal>(buffer, BufferDirection.DriverToDevice);
            Trial.Expect(
                Trial.DeviceRead(device, paddr, length, $"a share of {length} bytes"),
                length,
                $"the device's view of a share of {length} bytes that begins 5 bytes before a page");
            THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
        }

        return "shares of 1 byte to 3 pages and 17 bytes, across the ends of pages";
    }
}
