using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A driver's own abstractions of submission: abstract, virtual and explicit, which take the pair or refuse it.
public abstract class Submitter
{
    public abstract bool Submit(PhysAddr paddr, DmaBuffer buffer, Action done);

    public virtual int TrySubmit(PhysAddr paddr, DmaBuffer buffer) => -38;
}

public interface ISubmitter
{
    /// <summary>Takes the pair, or throws and takes nothing.</summary>
    void Submit(PhysAddr paddr, DmaBuffer buffer);
}

public sealed class SubmitInterfaceVariants<THal>(Submitter submitter, ISubmitter other)
    where THal : struct, IHal
{
    public bool ByAbstract(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        if (submitter.Submit(paddr, buffer, () => THal.Unshare(paddr, buffer, Both)))
        {
            return true;
        }

        THal.Unshare(paddr, buffer, Both);
        return false;
    }

    public int ByVirtual(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        return submitter.TrySubmit(paddr, buffer) switch
        {
            0 => 0,
            -38 => Unsupported(paddr, buffer),
            var error => Refused(paddr, buffer, error),
        };
    }

    public void ByInterface(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        try
        {
            other.Submit(paddr, buffer);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            THal.Unshare(paddr, buffer, Both);
            throw new HalException("not submitted", error);
        }
    }

    public bool ByInterfaceSwallowed(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        try
        {
            other.Submit(paddr, buffer);
            return true;
        }
        catch (DeviceException)
        {
            THal.Unshare(paddr, buffer, Both);
            return false;
        }
    }

    private static int Unsupported(PhysAddr paddr, DmaBuffer buffer)
    {
        THal.Unshare(paddr, buffer, Both);
        Log.Info("not supported");
        return -38;
    }

    private static int Refused(PhysAddr paddr, DmaBuffer buffer, int error)
    {
        THal.Unshare(paddr, buffer, Both);
        return error;
    }
}
