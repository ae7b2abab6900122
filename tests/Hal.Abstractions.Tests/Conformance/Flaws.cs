namespace Hal.Tests.Conformance;

/// <summary>The mistakes, a type each.</summary>
internal static class Flaws
{
    internal struct None : IFlaw;

    internal struct Misaligned : IFlaw
    {
        public static bool PointerIsMisaligned => true;
    }

    internal struct Overlapping : IFlaw
    {
        public static bool AllocationsOverlap => true;
    }

    internal struct NotZeroed : IFlaw
    {
        public static bool PagesAreNotZeroed => true;
    }

    internal struct PageZero : IFlaw
    {
        public static bool PageZeroIsGood => true;
    }

    internal struct Throwing : IFlaw
    {
        public static bool NoMemoryThrows => true;
    }

    internal struct NullPointer : IFlaw
    {
        public static bool NullPointerComesWithAnAddress => true;
    }

    internal struct NotFreed : IFlaw
    {
        public static bool DeallocKeepsThePages => true;
    }

    internal struct Status : IFlaw
    {
        public static bool DeallocReturnsStatus => true;
    }

    internal struct LateUnmap : IFlaw
    {
        public static bool PagesAreFreedBeforeTheyAreUnmapped => true;
    }

    internal struct Scattered : IFlaw
    {
        public static bool PagesAreScatteredOnTheBus => true;
    }

    internal struct EarlyReuse : IFlaw
    {
        public static bool PagesComeBackTooEarly => true;
    }

    internal struct NotCoherent : IFlaw
    {
        public static bool MemoryIsNotCoherent => true;
    }

    internal struct Tearing : IFlaw
    {
        public static bool AccessesTear => true;
    }

    internal struct NullMapping : IFlaw
    {
        public static bool MappingIsNull => true;
    }

    internal struct OnePage : IFlaw
    {
        public static bool ShareCoversOnePage => true;
    }

    internal struct BothInNeither : IFlaw
    {
        public static bool BothIsCopiedInNeitherDirection => true;
    }

    internal struct NoCopyIn : IFlaw
    {
        public static bool CopyInIsMissing => true;
    }

    internal struct NoCopyOut : IFlaw
    {
        public static bool CopyOutIsMissing => true;
    }

    internal struct FullIsZero : IFlaw
    {
        public static bool FullPoolReturnsZero => true;
    }

    internal struct FullThrows : IFlaw
    {
        public static bool FullPoolThrowsSomethingElse => true;
    }

    internal struct KeepingRefusal : IFlaw
    {
        public static bool RefusalKeepsASlot => true;
    }

    internal struct LostSlots : IFlaw
    {
        public static bool SlotsOfOneDirectionAreLost => true;
    }

    internal struct KeyedByPointer : IFlaw
    {
        public static bool BouncesAreKeyedByPointer => true;
    }

    internal struct NotLocked : IFlaw
    {
        public static bool NothingIsLocked => true;
    }

    internal struct WholeLines : IFlaw
    {
        public static bool WholeLinesAreCopied => true;
    }

    internal struct Revoking : IFlaw
    {
        public static bool UnshareRevokesDmaMemory => true;
    }
}
