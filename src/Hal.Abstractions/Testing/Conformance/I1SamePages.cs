namespace Hal.Testing;

/// <summary>I1: address and pointer name the same contiguous pages.</summary>
internal sealed unsafe class I1SamePages : ContractTest
{
    public I1SamePages()
        : base("I1", "DmaAlloc returns a device address and a pointer of the same contiguous pages")
    {
    }

    public override string Run<THal>(Trial trial)
    {
        IDeviceView device = trial.RequireDevice();
        foreach (BufferDirection direction in Trial.Directions)
        {
            foreach (nuint pages in new nuint[] { 1, 2, 5 })
            {
                DmaAllocation memory = Trial.Allocate<THal>(pages, direction);
                var bytes = new System.Span<byte>(memory.Vaddr, (int)pages * HalConstants.PageSize);
                Trial.Fill(bytes, 1);
                Trial.Expect(
                    Trial.DeviceRead(device, memory.Paddr, bytes.Length, $"DMA memory of {pages} pages"),
                    1,
                    $"the device's view of {pages} pages that the driver wrote, {direction}");
                if (direction != BufferDirection.DriverToDevice)
                {
                    byte[] written = new byte[bytes.Length];
                    Trial.Fill(written, 2);
                    Trial.DeviceWrite(device, memory.Paddr, written, $"DMA memory of {pages} pages, {direction}");
                    Trial.Expect(bytes, 2, $"the driver's view of {pages} pages that the device wrote, {direction}");
                }

                Trial.Give<THal>(memory, pages);
            }
        }

        return "1, 2 and 5 pages of each direction, written by each side and read by the other";
    }
}
