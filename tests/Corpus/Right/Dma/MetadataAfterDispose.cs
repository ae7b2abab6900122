using Devices;
using Hal;

/// <summary>After Dispose only numbers are asked for, or the variable names another region.</summary>
public sealed unsafe class AfterDispose<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Log2()
    {
        var region = new Dma<THal>(1, BufferDirection.Both);
        PhysAddr at = region.Paddr;
        _device.Program(at, 4096);
        _device.Wait(10);
        region.Dispose();
        Log.Info($"{at} given back, {region.Length} bytes, {region.Pages} pages, {region.Direction}");
        Log.Address(at);
        if (region.Paddr == at)
        {
            Log.Info("the address may be read");
        }
    }

    public byte Replaced(int rounds)
    {
        var region = new Dma<THal>(1, BufferDirection.Both);
        byte sum = 0;
        for (int i = 0; i < rounds; i++)
        {
            sum += *region.Vaddr(0);
            region.Dispose();
            region = new Dma<THal>((nuint)i + 1, BufferDirection.Both);
            *region.Vaddr(0) = sum;
        }

        sum += region.AsSpan()[0];
        region.Dispose();
        return sum;
    }

    public void Early(bool fast)
    {
        var region = new Dma<THal>(1, BufferDirection.Both);
        if (fast)
        {
            region.Dispose();
            return;
        }

        *region.Vaddr(0) = 1;
        _device.Program(region.Paddr, 4096);
        region.Dispose();
    }
}
