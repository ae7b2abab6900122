using Hal;
using Devices;

/// <summary>A USB gadget request that is ended once, by a nullable note of its share.</summary>
public sealed unsafe class GadgetRequest<THal>
    where THal : struct, IHal
{
    private readonly Device _udc = new();

    public bool Transfer(DmaBuffer buffer, int milliseconds)
    {
        Shared<THal>? mapped = new Shared<THal>(buffer, BufferDirection.DriverToDevice);
        _udc.Program(mapped.Value.Paddr, buffer.Length);
        bool completed = _udc.Wait(milliseconds);
        if (completed)
        {
            mapped.Value.Unshare();
            mapped = null;
        }

        _udc.Reset();
        mapped?.Unshare();
        return completed;
    }
}
