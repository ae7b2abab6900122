using Devices;
using Hal;

/// <summary>A goto out of a catch tries again with a smaller piece; a nested function does the same by recursion.</summary>
public sealed class Shrinking<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Send(DmaBuffer data)
    {
        int size = data.Length;
    retry:
        DmaBuffer piece = data.Slice(0, size);
        PhysAddr at;
        try
        {
            at = THal.Share(piece, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            size /= 2;
            if (size == 0)
            {
                throw;
            }

            goto retry;
        }

        int status = _device.Start(at, size);
        THal.Unshare(at, piece, BufferDirection.DriverToDevice);
        return status < 0 ? status : size;
    }

    public int SendRecursive(DmaBuffer data)
    {
        try
        {
            using var scope = new SharedScope<THal>(data, BufferDirection.DriverToDevice);
            return _device.Start(scope.Paddr, data.Length);
        }
        catch (DmaException) when (data.Length > 1)
        {
            return SendRecursive(data.Slice(0, data.Length / 2));
        }
    }
}
