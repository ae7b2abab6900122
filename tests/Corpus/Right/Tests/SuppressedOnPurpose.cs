using System;
using Devices;
using Hal;

/// <summary>A test that makes the mistake in its own body says so with a pragma, and a region between is not affected.</summary>
public sealed class MistakesOnPurpose<THal>
    where THal : struct, IHal
{
    public void Unshared_twice_is_found(DmaBuffer data)
    {
        Expect.Throws<HalContractException>(() =>
        {
            PhysAddr at = Checked<THal>.Share(data, BufferDirection.Both);
            Checked<THal>.Unshare(at, data, BufferDirection.Both);
#pragma warning disable HAL1004 // the mistake under test
            Checked<THal>.Unshare(at, data, BufferDirection.Both);
#pragma warning restore HAL1004
        });
    }

    public void Never_shared_is_found(DmaBuffer data)
    {
        try
        {
#pragma warning disable HAL1001 // the mistake under test
            Checked<THal>.Unshare(new PhysAddr(0x1000), data, BufferDirection.Both);
#pragma warning restore HAL1001
        }
        catch (HalContractException)
        {
            return;
        }

        throw new InvalidOperationException("the mistake went through");
    }
}
