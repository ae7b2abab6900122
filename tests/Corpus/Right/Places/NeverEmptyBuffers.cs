using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

/// <summary>Buffer variables that start as default and are given memory before they are shared, on every path on which they are.</summary>
public sealed unsafe class AssignedBefore<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly List<DmaBuffer> _pool = new();

    public int ByBranches(byte* memory, int size, bool whole)
    {
        DmaBuffer buffer = default;
        if (whole)
        {
            buffer = new DmaBuffer(memory, size);
        }
        else if (size > 512)
        {
            buffer = new DmaBuffer(memory, 512);
        }
        else
        {
            return -22;
        }

        PhysAddr at = THal.Share(buffer, BufferDirection.Both);
        int status = _device.Start(at, buffer.Length);
        THal.Unshare(at, buffer, BufferDirection.Both);
        return status;
    }

    public int FromPool(int size)
    {
        DmaBuffer buffer = _pool.FirstOrDefault(candidate => candidate.Length >= size);
        if (buffer.IsEmpty)
        {
            return -12;
        }

        PhysAddr at = THal.Share(buffer, BufferDirection.Both);
        int status = _device.Start(at, size);
        THal.Unshare(at, buffer, BufferDirection.Both);
        return status;
    }

    public int FoundInLoop(int size)
    {
        DmaBuffer found = default;
        foreach (DmaBuffer candidate in _pool)
        {
            if (candidate.Length >= size)
            {
                found = candidate;
                break;
            }
        }

        if (found == default)
        {
            return -12;
        }

        using var scope = new SharedScope<THal>(found, BufferDirection.Both);
        return _device.Start(scope.Paddr, size);
    }
}
