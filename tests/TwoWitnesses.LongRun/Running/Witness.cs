using Hal.Testing;

namespace Hal.TwoWitnesses.Running;

/// <summary>
/// What the HALs of random programs do: the checked fake, with calls that throw where the script says so. A release does not: the engine
/// believes in releases that end what they are given.
/// </summary>
internal static unsafe class Witness<TScope>
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        MayThrow();
        if (pages != 0 && Execution.Current.Script.ChooseFailure(1) == 1)
        {
            Execution.Current.NoteFailed();
            return default;
        }

        DmaAllocation allocation = Checked<FakeHal<TScope>.Binding>.DmaAlloc(pages, direction);
        Execution.Current.NoteAcquired(allocation.Paddr);
        return allocation;
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Execution.Current.NoteReleased(paddr);
        return Checked<FakeHal<TScope>.Binding>.DmaDealloc(paddr, vaddr, pages);
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size)
    {
        MayThrow();

        // Wherever the program looks for registers, there are some.
        PhysAddr window = size == 0 ? paddr : FakeHal<TScope>.AddRegisters(size).Paddr;
        return Checked<FakeHal<TScope>.Binding>.MmioPhysToVirt(window, size);
    }

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction)
    {
        MayThrow();
        Execution.Current.NoteSharing<TScope>(buffer, direction);
        PhysAddr paddr = Checked<FakeHal<TScope>.Binding>.Share(buffer, direction);
        Execution.Current.NoteAcquired(paddr);
        return paddr;
    }

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
        Execution.Current.NoteReleased(paddr);
        Checked<FakeHal<TScope>.Binding>.Unshare(paddr, buffer, direction);
    }

    public static void Abandoned(PhysAddr paddr) => Checked<FakeHal<TScope>.Binding>.Abandoned(paddr);

    private static void MayThrow()
    {
        switch (Execution.Current.Fails(Execution.Current.Handlers.TakeDma))
        {
            case 1:
                throw new UnforeseenException();
            case 2:
                throw new DmaException("the script says that the HAL fails");
        }
    }
}
